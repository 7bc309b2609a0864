import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { ApplicationFailure } from '@temporalio/common'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { expression, sql } from '../../pipelines/define.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'
import { readConfig } from '../../workers/config.ts'
import { readGraph } from '../../workers/station.ts'
import { openWarehouse } from '../../workers/warehouse.ts'
import type { RunStatus } from '../../workflows/status.ts'
import { loadHistory } from '../support/base.ts'
import { settingsFor } from '../support/sandbox-settings.ts'
import { keyRow, look } from '../support/contents.ts'
import { type Pipeline, startPipeline } from '../support/pipeline.ts'
import {
  COMPARED,
  DAYS,
  daysAreMissing,
  difference,
  expectedRows,
  parquet,
  RAW_DAYS,
  SUBSETS,
  tablesOf,
} from '../support/real-days.ts'

const graph = await readGraph()
const expected = await tablesOf('expected')
const served = await tablesOf('raw')

describe.skipIf(daysAreMissing)(
  `four real days through the whole pipeline (skipped where there is no ${DAYS})`,
  () => {
    let folder: string
    let pipeline: Pipeline
    let first: RunStatus
    let second: ApplicationFailure
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'ees-real-days-'))
      pipeline = await startPipeline({ from: historyFile, sandbox: { facts: RAW_DAYS } })
      // GA4 is final after two days, Search Console after three: that of the fourth day comes a day later.
      first = await pipeline.update({ asOf: '2024-08-06' })
      second = await pipeline.failure({ asOf: '2024-08-07' })
    })
    afterAll(async () => {
      await pipeline.close()
      await rm(folder, { recursive: true })
    })

    async function historyFile(): Promise<string> {
      const file = join(folder, 'history.duckdb')
      const sandbox = await startSandbox({ facts: RAW_DAYS })
      const warehouse = await openWarehouse(readConfig(await settingsFor(file, sandbox)))
      await loadHistory(warehouse, RAW_DAYS)
      await warehouse.close()
      await sandbox.close()
      return file
    }

    test('the first run ends on the fourth day', async () => {
      expect(first.published).toMatchObject({ latestData: COMPARED.to, keyMoved: true })
      const blocked = first.steps.filter(({ state }) => state === 'failed' || state === 'blocked')
      expect(blocked).toEqual([])
    })

    test('the second, for whose day GA4 has no rows yet, stops there and appends Search Console', async () => {
      expect(second.message).toMatch(/^7 of \d+ steps failed/)
      for (const { name, source } of graph.raw)
        if (source.kind === 'ga4') expect(second.message).toContain(`${name}: Appending 2024-08-05`)
      expect(second.message).toContain('[newest-is-last]')
      expect(await keyRow(pipeline.warehouse)).toMatchObject({ latest_data: COMPARED.to })
    })

    test.each(served)('the raw table %s holds what was served', async (name) => {
      const table = graph.raw.find((raw) => raw.name === name)
      const cells = expression(Object.keys(table?.columns ?? {}).join(', '))
      const rowsOf = (from: string) =>
        look(pipeline.warehouse, sql`select ${cells} from ${expression(from)}`)
      const [wanted, found] = [
        await rowsOf(parquet('raw', name)),
        await rowsOf(`analytics_raw.${name}`),
      ]
      expect(difference(wanted, found), 'rows that are lacking').toEqual([])
      expect(difference(found, wanted), 'rows that are there besides').toEqual([])
    })

    test.each(expected)('the app table %s has the rows that the live service had', async (name) => {
      const wanted = await expectedRows(name)
      const columns = Object.keys(graph.app.find((table) => table.name === name)?.columns ?? {})
      expect(columns).toEqual(Object.keys(wanted[0] ?? {}))
      const built = await look(
        pipeline.warehouse,
        expression(
          `select ${columns.join(', ')} from analytics_app.${name}
           where date between date '${COMPARED.from}' and date '${COMPARED.to}'`,
        ),
      )
      expect(difference(wanted, built), 'rows that are not built').toEqual([])
      if (!SUBSETS.includes(name))
        expect(difference(built, wanted), 'rows that are built besides').toEqual([])
    })
  },
)
