import { afterAll, beforeAll, expect, test } from 'vitest'

import { addDays } from '../../pipelines/days.ts'
import { expression } from '../../pipelines/define.ts'
import type { FaultKind } from '../../sandbox/faults.ts'
import { BASE_DAY } from '../support/base.ts'
import { differences, look } from '../support/contents.ts'
import { type Pipeline, startPipeline } from '../support/pipeline.ts'

const TABLES = ['ees_ga4_time_on_page', 'ees_search_console'] as const

/** Pages so short that a week has several. */
const asking = { pageRows: 5, timeoutMs: 2000 }

/** One meets faults, the other none. */
let pipeline: Pipeline
let calm: Pipeline
beforeAll(async () => {
  pipeline = await startPipeline({ asking })
  calm = await startPipeline({ asking })
})
afterAll(async () => {
  await pipeline.close()
  await calm.close()
})

let asOf = BASE_DAY

/** The next week of both, the one with a fault in the second request for each table. */
async function updateBoth(kind: FaultKind): Promise<void> {
  asOf = addDays(asOf, 7)
  for (const table of TABLES) {
    pipeline.sandbox.faults.add({ kind: 'slow', seconds: 0, table })
    pipeline.sandbox.faults.add({ kind, table })
  }
  const input = { asOf, tables: TABLES }
  await Promise.all([pipeline.update(input), calm.update(input)])
}

test.each<FaultKind>([
  'hang',
  'stall',
  'reset',
  'truncated',
  'html',
  'internal',
  'unavailable',
  'quota',
  'row-count',
])(
  'after the fault "%s" in the middle of a window the tables are those of a calm run',
  async (kind) => {
    await updateBoth(kind)
    const unmet = pipeline.sandbox.faults.coming.map(({ table }) => table)
    // Search Console states no number of rows.
    expect(unmet).toEqual(kind === 'row-count' ? ['ees_search_console'] : [])
    pipeline.sandbox.faults.clear()
    expect(await differences(pipeline.warehouse, calm.warehouse)).toEqual([])
  },
)

test('every such fault is kept with the step that met it', async () => {
  const failed = await look(
    pipeline.warehouse,
    expression(
      `select step, count(*) as n, count(message) as told from analytics_ops.steps
       where state = 'failed' group by step order by step`,
    ),
  )
  expect(failed).toMatchObject(TABLES.map((step) => ({ step })))
  for (const { n, told } of failed) expect(told).toBe(n)
})

test('a site whose search is down is read again, and its list stays as it was', async () => {
  pipeline.sandbox.site.fail({ kind: 'failed-back-end', times: 2 })
  pipeline.sandbox.site.fail({ kind: 'short-list', times: 1 })
  pipeline.sandbox.site.fail({ kind: 'reset', times: 1, path: /find-statistics\/[a-z]/ })
  const status = await pipeline.update({ asOf, tables: ['ees_pub_scrape'] })
  expect(status.steps[0]).toMatchObject({ step: 'ees_pub_scrape', state: 'current' })
  expect(await differences(pipeline.warehouse, calm.warehouse)).toEqual([])
})
