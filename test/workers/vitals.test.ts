import { copyFile, rename } from 'node:fs/promises'
import { join } from 'node:path'

import { beforeAll, expect, onTestFinished, test } from 'vitest'

import { addDays } from '../../pipelines/days.ts'
import { readConfig } from '../../workers/config.ts'
import type { Metrics } from '../../workers/metrics.ts'
import { readGraph } from '../../workers/station.ts'
import { connectTemporal, type Temporal } from '../../workers/temporal.ts'
import { startTemporalServer } from '../../workers/temporal-server.ts'
import { type Pace, watchVitals } from '../../workers/vitals.ts'
import { openWarehouse } from '../../workers/warehouse.ts'
import { BASE_DAY, baseFile } from '../support/base.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Noon two days after the base was made. */
const NOW = new Date(`${addDays(BASE_DAY, 2)}T12:00:00Z`)

/** Fast, so that a test sees several looks. */
const PACE: Pace = { everyMs: 50, againMs: 50, giveUpMs: 60_000 }

beforeAll(async () => {
  await baseFile()
})

/** A warehouse, a server of its own, and what is told of them. */
async function watched(pace: Pace = PACE) {
  const stack = new AsyncDisposableStack()
  onTestFinished(() => stack.disposeAsync())
  const server = stack.adopt(await startTemporalServer(), (it) => it.close())
  const temporal = stack.adopt(await connectTemporal({ address: server.address }), (it) =>
    it.close(),
  )
  const file = join(temporaryFolder(), 'ees.duckdb')
  await copyFile(await baseFile(), file)
  const warehouse = stack.adopt(await openWarehouse(readConfig({ DUCKDB_PATH: file })), (it) =>
    it.close(),
  )
  const told = new Map<string, number>()
  const metrics: Metrics = {
    recorded: () => undefined,
    quota: () => undefined,
    daysBehind: (table, days) => void told.set(table, days),
    lastSuccess: (at) => void told.set('lastSuccess', at.getTime()),
    runsParked: (count) => void told.set('parked', count),
  }
  const deps = { warehouse, graph: await readGraph(), now: () => NOW }
  const vitals = stack.adopt(watchVitals({ deps, temporal, metrics }, pace), (it) => it.close())
  return { file, server, temporal, told, vitals }
}

const well = (vitals: { problems(): readonly string[] }) =>
  expect.poll(() => vitals.problems()).toEqual([])

test('days behind count from the newest day of each raw table to the one that its source has by now', async () => {
  const { told, vitals } = await watched()
  expect(vitals.problems()).toEqual([expect.stringContaining('asked yet')])
  await well(vitals)
  expect(told.get('ees_ga4_page')).toBe(2)
  expect(told.get('ees_search_console')).toBe(2)
  expect(told.has('ees_pub_scrape')).toBe(false)
})

test('runs that wait for a person are counted, and the last success is told', async () => {
  const { temporal, told, vitals } = await watched()
  await well(vitals)
  expect(told.get('parked')).toBe(0)
  expect(told.has('lastSuccess')).toBe(false)

  const parked = await startAlone(temporal, { PipelineState: ['NeedsAttention'] })
  await startAlone(temporal, { PipelineState: ['Running'] })
  await expect.poll(() => told.get('parked')).toBe(1)
  await parked.terminate()
  await expect.poll(() => told.get('parked')).toBe(0)
})

/** A run that no worker takes up. */
function startAlone({ client }: Temporal, searchAttributes: Record<string, string[]>) {
  return client.workflow.start('dailyUpdate', {
    taskQueue: 'nobody',
    workflowId: `alone-${searchAttributes['PipelineState']?.[0]}`,
    searchAttributes,
  })
}

test('a server that is gone is a problem, and then a reason to give up', async () => {
  const { server, vitals } = await watched({ ...PACE, giveUpMs: 1_500 })
  await well(vitals)
  await server.close()
  await expect
    .poll(() => vitals.problems(), { timeout: 20_000 })
    .toEqual([expect.stringMatching(/^Asking the Temporal server at 127\.0\.0\.1:\d+ for runs: /)])
  await expect(vitals.lost).rejects.toThrow(/could do no work. Asking the Temporal server at/)
})

test('a file that was moved away is a problem until it is back', async () => {
  const { file, vitals } = await watched()
  await well(vitals)
  await rename(file, `${file}.moved`)
  await expect
    .poll(() => vitals.problems())
    .toEqual([expect.stringContaining(`Writing to the DuckDB file ${file}: it was moved`)])
  await rename(`${file}.moved`, file)
  await well(vitals)
})
