import { expect, inject, test } from 'vitest'

import { DatabricksClient } from '../../activities/warehouse/databricks-client.ts'
import { databricksText } from '../../activities/warehouse/dialect-databricks.ts'
import { render, sql } from '../../pipelines/define.ts'
import { select } from '../support/app-sql.ts'
import { settingsOf } from '../support/databricks-site.ts'

const { names, ...settings } = settingsOf(inject('rigAddress'), 'functions')

const TEXTS = [
  'permanent and fixed-period exclusions in england',
  "Children's social work workforce",
  'children’s social care (LEO), e.g. CO2 & T-levels',
  '“new” and ‘old’ and \'odd\' and "even"',
  "local/national  a_b 1ST 2020s\tschools' data",
  'ÉCOLE à l’école e\u0301cole',
  '',
]

test('a named function means the same in both warehouses', async () => {
  const texts = TEXTS.map((text, at) => sql`select ${at} as place, ${text} as text`)
  const rows = texts.reduce((all, row) => sql`${all} union all ${row}`)
  const statement = sql`
    select place, title_case(text) as title, startswith(text, ${'“new'}) as starts, endswith(text, 'england') as ends,
      regexp_replace(text, '[a-c]', '') as without, title_case(cast(null as string)) as none, days.date as day
    from (${rows}) as texts
    cross join date_spine(date '2024-02-28', date '2024-03-01') as days`
  const client = await DatabricksClient.open({ ...settings, catalog: names.catalog }, 60)
  const name = () => ''
  const text = databricksText(
    render(statement, { table: name, published: name, runDay: '2024-02-28' }),
  )
  const theirs = await client.session().rows(`${text} ORDER BY ALL`)
  await client.close()
  expect(theirs).toEqual(await select(statement, {}))
})
