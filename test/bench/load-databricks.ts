import { join } from 'node:path'

import { DatabricksClient } from '../../activities/warehouse/databricks-client.ts'
import { catalogName } from '../../activities/warehouse/databricks-names.ts'
import { withStaged } from '../../activities/warehouse/databricks-staging.ts'
import { DATABRICKS } from '../../activities/warehouse/dialect-databricks.ts'
import { castIn } from '../../activities/warehouse/dialect.ts'
import { DuckDbFile } from '../../activities/warehouse/duckdb-file.ts'
import { literal } from '../../activities/warehouse/duckdb-names.ts'
import { addDays } from '../../pipelines/days.ts'
import { rawTable } from '../../pipelines/define.ts'
import type { RigAddress } from '../spark/rig.ts'
import { createDatabricksSite } from '../support/databricks-site.ts'
import { stopwatch } from './stopwatch.ts'

interface Input {
  readonly rig: RigAddress
  readonly folder: string
  readonly rows: number
  readonly times: number
}

/** As wide as the widest of GA4's reports. */
const events = rawTable('events', {
  columns: {
    date: 'DATE',
    page: 'STRING',
    title: 'STRING',
    event: 'STRING',
    category: 'STRING',
    label: 'STRING',
    count: 'DOUBLE',
    users: 'DOUBLE',
    views: 'DOUBLE',
  },
  source: { kind: 'frozen' },
})

const FIRST_DAY = '2026-01-01'
const SECONDS = 600

/** Seconds that each time took, by the warehouse and by the driver alone. */
export async function loadDatabricks({
  rig,
  folder,
  rows,
  times,
}: Input): Promise<{ readonly ours: number[]; readonly bare: number[] }> {
  const site = await createDatabricksSite(rig)
  const { names, stagingVolume: volume } = site.settings
  const bareTable = { ...events, name: 'bare' }
  const warehouse = await site.open()
  await warehouse.prepare([events, bareTable], 'sandbox')
  const client = await DatabricksClient.open({ ...site.settings, catalog: names.catalog }, SECONDS)
  const session = client.session()
  const [ours, bare]: [number[], number[]] = [[], []]
  for (let time = 0; time < times; time++) {
    const day = addDays(FIRST_DAY, time)
    const file = await writeRows(join(folder, `events-${rows}-${time}.parquet`), day, rows)
    const driver = stopwatch()
    await withStaged(session, { volume, run: 'bench', file }, (source) =>
      session.run(
        `INSERT INTO ${catalogName(names, bareTable)} SELECT ${castIn(DATABRICKS, events.columns)} FROM ${source}`,
      ),
    )
    bare.push(driver().seconds)
    const warehouses = stopwatch()
    const scope = { run: 'bench', runDay: FIRST_DAY }
    const batch = { table: events, file, window: { from: day, to: day } }
    const written = await warehouse.append(batch, () => [], scope)
    ours.push(warehouses().seconds)
    if (written.rows !== rows)
      throw new Error(`${written.rows} rows were appended, wanted ${rows}.`)
  }
  await client.close()
  await warehouse.close()
  await site.remove()
  return { ours, bare }
}

async function writeRows(path: string, day: string, rows: number): Promise<string> {
  const file = await DuckDbFile.open(':memory:')
  await file.session((session) =>
    session.run(
      `COPY (SELECT DATE ${literal(day)} AS date, '/find-statistics/' || n % 5000 AS page, 'A title ' || n % 700 AS title,
         'event ' || n % 40 AS event, 'category ' || n % 9 AS category, md5(CAST(n AS VARCHAR)) AS label,
         CAST(n % 17 AS DOUBLE) AS count, CAST(n % 11 AS DOUBLE) AS users, CAST(n % 23 AS DOUBLE) AS views
       FROM range(${rows}) AS r(n)) TO ${literal(path)} (FORMAT parquet)`,
    ),
  )
  await file.close()
  return path
}
