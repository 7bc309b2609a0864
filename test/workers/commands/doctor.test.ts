import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'

import { DuckDbFile } from '../../../activities/warehouse/duckdb-file.ts'
import { privilegeFinding } from '../../../workers/doctor/privileges.ts'
import { ees } from '../../support/ees.ts'
import { type ProgramCases, type Settings, startProgramCases } from '../../support/program-case.ts'
import { startEes } from '../../support/running-ees.ts'
import { runTemporal, searchAttributes, startedWith } from '../../support/start-dev.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

let cases: ProgramCases
beforeAll(async () => {
  cases = await startProgramCases()
})
afterAll(() => cases.close())

const doctor = (settings: Settings) => ees(['doctor'], settings)
const fileOf = (settings: Settings): string => settings['DUCKDB_PATH'] ?? ''
const digestOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

async function byHand(settings: Settings, statements: string): Promise<void> {
  const opened = await DuckDbFile.open(fileOf(settings))
  await opened.session((session) => session.run(statements))
  await opened.close()
}

/** What is said to be missing, a line each. */
const missingOf = (stdout: string): string[] =>
  [...stdout.matchAll(/^ {2}missing +(.*)$/gm)].map(([, what = '']) => what)

/** What would mend it, as it can be run. */
const mendsOf = (stdout: string): string[] =>
  [...stdout.matchAll(/^ {13}(\S.*)$/gm)].map(([, line = '']) => line)

test('where all is well it says so, ends with 0, and has changed nothing', async () => {
  const settings = await cases.next()
  const before = digestOf(fileOf(settings))
  const { code, stdout, stderr } = await doctor(settings)
  expect({ code, stderr, missing: missingOf(stdout) }).toEqual({ code: 0, stderr: '', missing: [] })
  for (const said of [
    /^ {2}ok +fed by sandbox sources$/m,
    /^ {2}ok +\d+ tables, with the columns and types that are declared$/m,
    /^ {2}ok +GA4 answers/m,
    /^ {2}ok +Search Console answers/m,
    /^ {2}ok +the EES site answers at http/m,
    /^ {2}ok +the parquet drops in .* can be listed: \d+ of raw_ees_/m,
    /^Nothing is missing\.$/m,
  ])
    expect(stdout).toMatch(said)
  expect(digestOf(fileOf(settings))).toBe(before)
})

test('what was altered by hand, and each source that refuses, is told at once', async () => {
  const settings = await cases.next()
  await byHand(
    settings,
    `ALTER TABLE analytics_raw.ees_ga4_page DROP COLUMN pagePath;
     ALTER TABLE analytics_raw.ees_ga4_page ADD COLUMN note VARCHAR;
     ALTER TABLE analytics_raw.ees_search_console ALTER clicks TYPE VARCHAR;
     ALTER TABLE analytics_ops.steps DROP COLUMN message;
     ALTER TABLE analytics_app.ees_service_summary ADD COLUMN note VARCHAR;
     DROP TABLE analytics_raw.ees_ga4_hourly;
     UPDATE analytics_ops.warehouse SET sources = 'live'`,
  )
  const { code, stdout } = await doctor({
    ...settings,
    GA4_PROPERTY_ID: '123',
    SEARCH_CONSOLE_SITE_URL: 'https://elsewhere.example/',
    EES_SITE_URL: 'http://127.0.0.1:1',
    EES_PARQUET_ROOT: join(temporaryFolder(), 'absent'),
  })
  expect(code).toBe(1)
  const missing = missingOf(stdout).join('\n')
  for (const said of [
    'it holds rows of live sources, and EES_SOURCES is sandbox',
    'in analytics_raw.ees_ga4_page the column pagePath STRING is missing',
    'in analytics_raw.ees_ga4_page the column note is unknown',
    'in analytics_raw.ees_search_console the column clicks is VARCHAR, wanted is DOUBLE',
    'in analytics_ops.steps the column message STRING is missing',
    'in analytics_app.ees_service_summary the column note is unknown',
    'the table analytics_raw.ees_ga4_hourly is missing',
    'Viewer on the property',
    'Search Console, Settings, Users and permissions',
    'Reading http://127.0.0.1:1/',
    'Set EES_PARQUET_ROOT',
  ])
    expect(missing).toContain(said)
  expect(mendsOf(stdout)).toEqual(expect.arrayContaining(['npx ees migrate', 'npx ees update']))
  expect(stdout).toMatch(new RegExp(`^${missingOf(stdout).length} things are missing\\.$`, 'm'))
})

test('every fault of the settings is told, and no secret', async () => {
  const { code, stdout } = await doctor({
    EES_SOURCES: 'live',
    WAREHOUSE: 'databricks',
    DATABRICKS_CLIENT_SECRET: 'dose0recognisable',
    DUCKDB_PATHH: 'x',
  })
  expect(code).toBe(1)
  for (const name of [
    'GOOGLE_APPLICATION_CREDENTIALS',
    'EES_PARQUET_ROOT',
    'DATABRICKS_SERVER_HOSTNAME',
    'DATABRICKS_CLIENT_ID',
    'did you mean DUCKDB_PATH',
  ])
    expect(stdout).toContain(name)
  expect(stdout).toContain('were not looked at')
  expect(stdout).not.toContain('recognisable')
})

test('a file that is not there is not made', async () => {
  const settings = { ...(await cases.next()), DUCKDB_PATH: join(temporaryFolder(), 'new.duckdb') }
  const { code, stdout } = await doctor(settings)
  expect({ code, missing: missingOf(stdout), mends: mendsOf(stdout) }).toEqual({
    code: 1,
    missing: [`the file ${settings.DUCKDB_PATH} is not there`],
    mends: ['npx ees migrate'],
  })
  expect(existsSync(settings.DUCKDB_PATH)).toBe(false)
})

test('a file that another process works with is no fault', async () => {
  const settings = await cases.next()
  const held = await DuckDbFile.open(fileOf(settings))
  onTestFinished(() => held.close())
  const { code, stdout } = await doctor(settings)
  expect(stdout).toMatch(new RegExp(`^ {2}unsure .*\\(PID ${process.pid}\\) holds it`, 'm'))
  expect(code).toBe(0)
})

test('what it tells of a new Temporal server mends it', async () => {
  const address = await startedWith(['server', 'start-dev', '--log-level=error'])
  await searchAttributes(address, 0)
  const settings = { ...(await cases.next()), TEMPORAL_ADDRESS: address }
  const first = await doctor(settings)
  expect(first.code).toBe(1)
  const mends = mendsOf(first.stdout)
  expect(missingOf(first.stdout)).toEqual([
    'the search attribute PipelineState',
    'the search attribute DataDate',
    'the search attribute TriggerKind',
    'the search attribute FailedStep',
    'no worker polls the task queue "ees"',
    'the schedule is not declared',
  ])
  for (const mend of mends.filter((line) => line.startsWith('temporal ')))
    runTemporal([...mend.split(' ').slice(1), '--address', address])
  expect(mends.at(-1)).toBe('npx ees schedule apply')
  expect(await ees(['schedule', 'apply'], settings)).toMatchObject({ code: 0 })
  // Of a file of its own: the doctor looks at the other.
  const worker = startEes(['worker'], { ...(await cases.next()), ...addressOf(settings) })
  await worker.logged('worker started')
  await expect
    .poll(async () => (await doctor(settings)).stdout, { timeout: 50_000 })
    .toMatch(
      /^ {2}ok +a worker polls the task queue "ees"\n {2}ok +the schedule ees-daily-update: running.*\nNothing is missing\.$/m,
    )
})

const addressOf = ({ TEMPORAL_ADDRESS = '' }: Settings): Settings => ({
  TEMPORAL_ADDRESS,
  LOG_LEVEL: 'info',
})

test('a server or a namespace that is not there is told, and the rest looked at all the same', async () => {
  const settings = await cases.next()
  const dead = await doctor({ ...settings, TEMPORAL_ADDRESS: '127.0.0.1:1' })
  expect(dead.code).toBe(1)
  expect(missingOf(dead.stdout)).toEqual([
    expect.stringContaining('Connecting to the Temporal server at 127.0.0.1:1'),
  ])
  expect(dead.stdout).toMatch(/^ {2}ok +GA4 answers/m)
})

const held = (...privileges: string[]) =>
  privilegeFinding({
    schema: 'analytics_raw',
    principal: '2a9b',
    held: new Set(privileges),
    grant: (lacking) => `GRANT ${lacking.join(', ')}`,
  })

test.each([[['USE SCHEMA', 'SELECT', 'MODIFY', 'CREATE TABLE', 'EXECUTE']], [['ALL PRIVILEGES']]])(
  'the privileges %j are enough',
  (privileges) => expect(held(...privileges)).toMatchObject({ state: 'ok' }),
)

test('privileges that are not granted by name are told with their statement, and may be there all the same', () =>
  expect(held('USE SCHEMA', 'SELECT')).toMatchObject({
    state: 'unsure',
    what: expect.stringContaining('MODIFY, CREATE TABLE'),
    mend: ['GRANT MODIFY, CREATE TABLE'],
  }))
