import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { appChecks } from '../../checks/app-table.ts'
import { render, type Sql } from '../../pipelines/define.ts'
import { readPipeline } from '../../workers/registry.ts'

interface Refusal {
  readonly construct: RegExp
  readonly example: string
  /** What to write in its stead. */
  readonly instead: string
}

const refuse = (construct: RegExp, example: string, instead: string): Refusal => ({
  construct,
  example,
  instead,
})

/** Refused in literals too: patterns are literals. */
const ANYWHERE = [
  refuse(/\\/, String.raw`regexp_extract(a, '\d', 0)`, 'a class of characters, as [0-9] or [.]'),
  refuse(/\(\?<?[=!]/, `regexp_extract(a, '(?=b)', 0)`, 'a pattern without looking around'),
]

/** What DuckDB and Databricks do not both have, or do not both mean the same by. */
const OUTSIDE_LITERALS = [
  refuse(/"/, 'select "a"', 'a name that needs no quotes'),
  refuse(/`/, 'select `a`', 'a name that needs no quotes'),
  refuse(/\$\$/, 'select $$a$$', 'a literal in quotes'),
  refuse(/\bqualify\b/i, 'select a from t QUALIFY b = 1', 'a subselect with row_number()'),
  refuse(/\bexclude\b/i, 'select * exclude (a) from t', 'the columns by name'),
  refuse(/\bexcept\s*\(/i, 'select * except (a) from t', 'the columns by name'),
  refuse(/\bby\s+name\b/i, 'select a union all by name select a', 'the columns in one order'),
  refuse(/\b(semi|anti)\s+join\b/i, 'a left semi join b', 'exists or not exists'),
  refuse(/<=>/, 'a <=> b', 'is not distinct from'),
  refuse(/\brlike\b/i, `a rlike 'b'`, 'contains(), startswith() or regexp_extract()'),
  refuse(/\/\//, 'a // b', 'floor() of the quotient'),
  refuse(/\bdiv\b/i, 'a div b', 'floor() of the quotient'),
  refuse(/[^/]\/(?!\/)(?!\s*(nullif\(|[1-9]))/i, 'a / b', 'a / nullif(b, 0)'),
  refuse(/\bround\((?!cast\()/i, 'round(a, 1)', 'round(cast(a as decimal(28, 10)), 1)'),
  refuse(/\bextract\(\s*dow\b/i, 'extract(dow from a)', 'dayofweek()'),
  refuse(/\bconcat\(/i, 'concat(a, b)', 'a || b'),
  refuse(/\binitcap\(/i, 'initcap(a)', 'title_case()'),
  refuse(/\b(unnest|generate_series|explode|sequence)\(/i, 'unnest(a)', 'date_spine()'),
  refuse(/\b(now\(|current_date|current_timestamp)/i, 'current_date', 'the day of the run'),
]

/** Its values differ, so that none may be kept; a check that compares them within its statement may use it. */
const HASH = refuse(/\b(xx)?hash\w*\(/i, 'hash(a)', 'md5()')

/** Why a statement is not of the shared subset, in sentences. */
function faults(statement: string, refused = [...OUTSIDE_LITERALS, HASH]): string[] {
  const bare = statement.replaceAll(/'(?:[^']|'')*'/g, "''")
  const found = (text: string) => (refusals: readonly Refusal[]) =>
    refusals.flatMap(({ construct, instead }) => {
      const match = construct.exec(text)
      return match ? [`has ${match[0].trim()}; wanted is ${instead}`] : []
    })
  return [...found(statement)(ANYWHERE), ...found(bare)(refused)]
}

const { app } = await readPipeline(join(import.meta.dirname, '../../pipelines/ees'))

const text = (statement: Sql): string =>
  render(statement, {
    table: ({ name }) => name,
    published: ({ name }) => `published.${name}`,
    runDay: '2024-08-07',
  })

const checks = app.flatMap((table) =>
  appChecks(table).map(({ name, facts }) => ({ check: `${name} of ${table.name}`, facts })),
)

describe('what DuckDB and Databricks share', () => {
  test.each(app)('$name', ({ sql, input }) => {
    expect(faults(text(sql))).toEqual([])
    expect(input ? faults(text(input)) : []).toEqual([])
  })

  test.each(checks)('$check', ({ facts }) => {
    expect(faults(text(facts), OUTSIDE_LITERALS)).toEqual([])
  })

  test.each([...ANYWHERE, ...OUTSIDE_LITERALS, HASH])(
    'has no place for $example',
    ({ example }) => {
      expect(faults(example)).not.toEqual([])
    },
  )

  test.each([
    `select 'a "b" // c' as text, a / nullif(b, 0) as share`,
    `select round(cast(a as decimal(28, 10)), 1) from t`,
  ])('has a place for %s', (example) => {
    expect(faults(example)).toEqual([])
  })
})
