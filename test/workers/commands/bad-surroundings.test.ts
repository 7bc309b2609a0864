import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { dirname, join } from 'node:path'

import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'

import { DuckDbFile } from '../../../activities/warehouse/duckdb-file.ts'
import { contents } from '../../support/contents.ts'
import { ees, type Said } from '../../support/ees.ts'
import { looking, type ProgramCases, startProgramCases } from '../../support/program-case.ts'
import { startEes } from '../../support/running-ees.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** A table that nothing reads, so that a run is short. */
const HOURLY = ['update', '--as-of', '2023-11-15', '--tables', 'ees_ga4_hourly']

let cases: ProgramCases
beforeAll(async () => {
  cases = await startProgramCases()
})
afterAll(() => cases.close())

/** One error of one paragraph, that says all this. */
function expectOneError({ code, stderr }: Said, ...parts: readonly (string | RegExp)[]): void {
  expect(code).toBe(1)
  for (const part of parts) expect(stderr).toMatch(part)
  expect(stderr).not.toMatch(/^\s+at .*:\d+/m)
  expect(stderr.trim().split('\n\n')).toHaveLength(1)
}

test('every wrong setting is listed at once, and none of them is a secret', async () => {
  const file = join(temporaryFolder(), 'none', 'ees.duckdb')
  const said = await ees(['update'], {
    DUCKDB_PATH: file,
    EES_SOURCES: 'both',
    GA4_PROPERTY_ID: 'UA-1',
    GA4_ENDPOINT: 'http://127.0.0.1:1',
    DATABRICKS_TOKEN: 'dapi-hidden',
  })
  expectOneError(said, /^The settings cannot be used/m, /EES_SOURCES is "both"/, /GA4_PROPERTY_ID/)
  expect(said.stderr).toContain('GA4_ENDPOINT is no setting; did you mean GA4_API_ENDPOINT?')
  expect(said.stderr).not.toContain('hidden')
  expect(said.stdout).toBe('')
})

test.each(['update', 'plan', 'worker', 'import-history .'])(
  'ees %s says so where the warehouse is held by another process',
  async (command) => {
    const settings = await cases.next()
    const holder = await DuckDbFile.open(settings['DUCKDB_PATH'] ?? '')
    onTestFinished(() => holder.close())
    const said = await ees(command.split(' '), settings)
    if (command === 'import-history .') expect(said.code).toBe(1)
    else expectOneError(said, /holds it/, `PID ${process.pid}`, 'DUCKDB_PATH')
  },
)

test('a warehouse file that is no database is left as it is', async () => {
  const file = join(temporaryFolder(), 'ees.duckdb')
  writeFileSync(file, 'date,pagePath\n'.repeat(1000))
  const said = await ees(HOURLY, { ...(await cases.next()), DUCKDB_PATH: file })
  expectOneError(said, `Opening the DuckDB file ${file}`, 'is no DuckDB database', 'DUCKDB_PATH')
  expect(readFileSync(file, 'utf8')).toBe('date,pagePath\n'.repeat(1000))
})

test('a warehouse of another schema version, or fed by other sources, is left as it is', async () => {
  const settings = await cases.next()
  const change = async (statement: string) => {
    const file = await DuckDbFile.open(settings['DUCKDB_PATH'] ?? '')
    await file.session((session) => session.run(statement))
    await file.close()
  }
  await change('UPDATE analytics_ops.warehouse SET schema_version = 99')
  expectOneError(await ees(HOURLY, settings), 'version 99', 'this program writes version')
  await change(`UPDATE analytics_ops.warehouse SET schema_version = 1, sources = 'live'`)
  expectOneError(await ees(HOURLY, settings), 'holds rows of live sources', 'EES_SOURCES=live')
})

/** An address where nothing listens any more. */
async function noServer(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

/** A server that answers everything with a page of another site. */
async function otherSite(status: number): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end('<main>Another site</main>')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

test.each([
  {
    name: 'GA4_API_ENDPOINT',
    status: 404,
    table: 'ees_ga4_hourly',
    found: 'Google answered 404',
  },
  {
    name: 'SEARCH_CONSOLE_API_ENDPOINT',
    status: 404,
    table: 'ees_search_console',
    found: 'Google answered 404',
  },
  {
    name: 'EES_SITE_URL',
    status: 200,
    table: 'ees_pub_scrape',
    found: 'found "Another site" where it states its count',
  },
])(
  '$name that is another server is told, and the tables stay as they were',
  async ({ name, status, table, found }) => {
    const settings = await cases.next()
    const before = await looking(settings, contents)
    const wrong = { ...settings, [name]: await otherSite(status) }
    const said = await ees(['update', '--as-of', '2023-11-15', '--tables', table], wrong)
    expectOneError(
      said,
      /^1 of \d+ steps failed, and the run \S+ waits for a person/m,
      `${table}: Reading `,
      found,
    )
    expect(await looking(settings, contents)).toEqual(before)
  },
)

test('while an endpoint is out of reach, it says so and tries again', async () => {
  const gone = await noServer()
  const settings = { ...(await cases.next()), GA4_API_ENDPOINT: gone }
  const running = startEes(HOURLY, settings)
  await running.said(
    /^ees_ga4_hourly +running .*attempt 2: Reading ees_ga4_hourly from GA4.*ECONNREFUSED.*GA4_API_ENDPOINT/m,
  )
  running.kill('SIGINT')
  expect((await running.ended).code).toBe(130)
})

test('live sources without credentials are refused before anything is opened', async () => {
  const file = join(temporaryFolder(), 'live', 'ees.duckdb')
  mkdirSync(dirname(file))
  const said = await ees(HOURLY, { DUCKDB_PATH: file, EES_SOURCES: 'live' })
  expectOneError(said, 'GOOGLE_APPLICATION_CREDENTIALS is not set')
})
