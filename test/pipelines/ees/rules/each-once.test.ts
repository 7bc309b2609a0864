import { expect, test } from 'vitest'

import { sql } from '../../../../pipelines/define.ts'
import { eachOnce } from '../../../../pipelines/ees/rules/each-once.ts'
import { select } from '../../../support/app-sql.ts'

test('eachOnce() gives each value once, under both names', async () => {
  const rows = sql`select * from (values ('/a', 1), ('/b', 2), ('/a', 3)) as visited (pagePath, visits)`
  const once = sql`select pagePath, value from (${eachOnce('pagePath', rows)}) as paths order by pagePath`
  expect(await select(once, {})).toEqual([
    { pagePath: '/a', value: '/a' },
    { pagePath: '/b', value: '/b' },
  ])
})
