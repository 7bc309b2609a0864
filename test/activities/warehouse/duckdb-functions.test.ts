import { describe, expect, test } from 'vitest'

import { expression, type Sql, sql } from '../../../pipelines/define.ts'
import { evaluate, select } from '../../support/app-sql.ts'

describe('title_case()', () => {
  test.each([
    [
      'permanent and fixed-period exclusions in england',
      'Permanent And Fixed-Period Exclusions In England',
    ],
    ["Children's social work workforce", "Children's Social Work Workforce"],
    ['children’s social care', 'Children’s Social Care'],
    ['NEET age 16 to 24', 'Neet Age 16 To 24'],
    ['Graduate outcomes (LEO)', 'Graduate Outcomes (Leo)'],
    [
      'CO2 monitors: cumulative delivery statistics',
      'Co2 Monitors: Cumulative Delivery Statistics',
    ],
    ['t-levels', 'T-Levels'],
    ['(e.g. nurseries)', '(E.g. Nurseries)'],
    ['“new” and ‘old’ and \'odd\' and "even"', '“New” And ‘Old’ And \'Odd\' And "Even"'],
    ['local/national', 'Local/National'],
    ["UK's", "Uk's"],
    ["schools' data", "Schools' Data"],
    ['a_b', 'A_b'],
    ['1ST 2ND 2020s', '1st 2nd 2020s'],
    ['two  blanks\tand a tab', 'Two  Blanks\tAnd A Tab'],
    ['ÉCOLE à l’école', 'École À L’école'],
    ['e\u0301cole', 'E\u0301cole'],
    ['', ''],
  ])('%j becomes %j', async (given, wanted) => {
    const titleCase = (column: string): Sql => sql`title_case(${expression(column)})`
    expect(await evaluate(titleCase, [given])).toEqual([wanted])
  })

  test('has no title for NULL', async () => {
    expect(await select(sql`select title_case(cast(null as string)) as title`, {})).toEqual([
      { title: null },
    ])
  })
})

test('regexp_replace() replaces every match', async () => {
  expect(await select(sql`select regexp_replace('a.b.c', '[.]', '') as text`, {})).toEqual([
    { text: 'abc' },
  ])
})

test.each([
  ['startswith', 'Release', 'Page'],
  ['endswith', 'Page', 'Release'],
])('%s() knows the end it looks at', async (name, yes, no) => {
  const f = expression(name)
  expect(
    await select(
      sql`select ${f}('Release Page', ${yes}) as yes, ${f}('Release Page', ${no}) as no`,
      {},
    ),
  ).toEqual([{ yes: true, no: false }])
})

describe('date_spine()', () => {
  const days = (from: string, to: string) =>
    select(
      sql`select spine.date from (select cast(${to} as date) as last) as ends, lateral date_spine(cast(${from} as date), last) as spine`,
      {},
    )

  test('gives every day of both ends and between', async () => {
    expect(await days('2024-02-28', '2024-03-01')).toEqual([
      { date: '2024-02-28' },
      { date: '2024-02-29' },
      { date: '2024-03-01' },
    ])
  })

  test('gives none where the last day is before the first', async () => {
    expect(await days('2024-03-02', '2024-03-01')).toEqual([])
  })
})
