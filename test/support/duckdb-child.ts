import { DuckDbFile } from '../../activities/warehouse/duckdb-file.ts'
import { publishStaged } from '../../activities/warehouse/duckdb-publish.ts'
import { openDuckDb } from '../../activities/warehouse/duckdb.ts'
import type { Judge, Warehouse } from '../../activities/warehouse/warehouse.ts'
import type { AppendFacts, ReplaceDaysFacts } from '../../checks/facts.ts'
import { sql } from '../../pipelines/define.ts'
import { APP, daily, KEY, paths, RAW, visits } from '../contract/warehouse/tables.ts'
import { SCHEMAS } from './duckdb-site.ts'

/**
 * What a test does to a DuckDB file in a process of its own, so that it can be killed or run under limits:
 * `node duckdb-child.ts COMMAND FILE [PARQUET]`. Each line it writes is something that has come to pass.
 */
const [command = '', path = '', file = ''] = process.argv.slice(2)

const schemas = SCHEMAS
const scope = { run: 'child', runDay: '2026-02-01' }
const window = { from: '2026-01-01', to: '2026-12-31' }

const firstDay = { from: '2026-01-01', to: '2026-01-01' }

const say = (what: string) => process.stdout.write(`${what}\n`)

/** Stands still, event loop and all, until it is killed. */
const hang = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)

async function opened(): Promise<Warehouse> {
  const warehouse = await openDuckDb({ path, schemas })
  await warehouse.prepare([...RAW, ...APP], 'sandbox')
  return warehouse
}

const append = (warehouse: Warehouse, judge: Judge<AppendFacts> = () => []) =>
  warehouse.append({ table: visits, file, window }, judge, scope)

const replace = (warehouse: Warehouse, judge: Judge<ReplaceDaysFacts> = () => []) =>
  warehouse.replaceDays({ table: visits, file, window: firstDay }, judge, scope)

async function rowsOf(warehouse: Warehouse): Promise<string> {
  const [row] = await warehouse.query(sql`select count(*) as n from ${visits}`, scope)
  return `${String(row?.['n'])} rows`
}

async function staged(): Promise<Warehouse> {
  const warehouse = await opened()
  await append(warehouse)
  for (const table of [daily, paths]) await warehouse.build(table, scope)
  return warehouse
}

const COMMANDS: Readonly<Record<string, () => Promise<void>>> = {
  open: async () => {
    await opened()
    say('opened')
    hang()
  },
  'append-uncommitted': async () => {
    await append(await opened(), () => {
      say('inserted')
      hang()
      return []
    })
  },
  'replace-uncommitted': async () => {
    await replace(await opened(), () => {
      say('replaced')
      hang()
      return []
    })
  },
  replace: async () => {
    const { days } = await replace(await opened())
    say(`changed ${days.map(({ day, changed, gone }) => `${day} ${changed} ${gone}`).join()}`)
    hang()
  },
  'append-slowly': async () => {
    const warehouse = await opened()
    say('appending')
    await append(warehouse)
    say('appended')
    hang()
  },
  'publish-uncommitted': async () => {
    await staged()
    const database = await DuckDbFile.open(path)
    await database.transaction(async (session) => {
      await publishStaged(session, { schemas, scope, tables: [daily, paths], key: KEY })
      say('swapped')
      hang()
    })
  },
  publish: async () => {
    const warehouse = await staged()
    await warehouse.publish([daily, paths], KEY, scope)
    say('published')
    hang()
  },
  // On a disk too small for the second append.
  'fill-disk': async () => {
    const warehouse = await opened()
    await append(warehouse).catch((error: unknown) => say(String(error)))
    say(await rowsOf(warehouse))
    await warehouse.close()
    const again = await opened()
    say(await rowsOf(again))
    await again.close()
  },
  try: async () => {
    const warehouse = await openDuckDb({ path, schemas })
    await warehouse.close()
    say('opened')
  },
}

const work = COMMANDS[command]
if (!work) throw new Error(`No command is named "${command}".`)
await work().catch((error: unknown) => say(String(error)))
