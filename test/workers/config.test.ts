import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { inspect } from 'node:util'

import { afterAll, describe, expect, test } from 'vitest'

import { readConfig } from '../../workers/config.ts'
import { SETTINGS } from '../../workers/settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'ees-config-'))
const key = join(folder, 'key.json')
writeFileSync(key, '{}')
afterAll(() => rmSync(folder, { recursive: true }))

const live = {
  EES_SOURCES: 'live',
  GOOGLE_APPLICATION_CREDENTIALS: key,
  EES_PARQUET_ROOT: '/mnt/logs',
}
const databricks = {
  WAREHOUSE: 'databricks',
  DATABRICKS_SERVER_HOSTNAME: 'adb-1.azuredatabricks.net',
  DATABRICKS_HTTP_PATH: '/sql/1.0/warehouses/abc',
  DATABRICKS_TOKEN: 'dapi-0123',
  DATABRICKS_STAGING_VOLUME: '/Volumes/main/ops/staging',
}

/** The lines that list what is wrong. */
function faults(env: Record<string, string | undefined>): string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    return String(error)
      .split('\n')
      .filter((line) => line.startsWith('- '))
  }
}

describe('defaults', () => {
  test('need no setting at all', () => {
    expect(readConfig({})).toEqual({
      temporal: { server: 'embedded', dbFile: resolve('.ees/ees.duckdb.temporal') },
      sources: {
        kind: 'sandbox',
        credentials: null,
        ga4: { propertyId: '369420610', endpoint: null },
        searchConsole: {
          siteUrl: 'https://explore-education-statistics.service.gov.uk/',
          endpoint: null,
        },
        siteUrl: null,
        parquetRoot: null,
      },
      warehouse: { kind: 'duckdb', path: resolve('.ees/ees.duckdb') },
      names: {
        catalog: 'catalog_40_copper_statistics_services',
        raw: 'analytics_raw',
        app: 'analytics_app',
        ops: 'analytics_ops',
      },
      logLevel: null,
      metrics: null,
      health: null,
    })
  })

  test('hold for a blank setting', () => {
    expect(readConfig({ WAREHOUSE: '', LOG_LEVEL: '  ', GA4_API_ENDPOINT: '' })).toEqual(
      readConfig({}),
    )
  })

  test('ask nothing of the settings of what was not chosen', () => {
    expect(
      faults({ DATABRICKS_HTTP_PATH: 'wrong', GOOGLE_APPLICATION_CREDENTIALS: '/none' }),
    ).toEqual([])
    expect(faults({ ...databricks, DUCKDB_PATH: ':memory:' })).toEqual([])
  })
})

describe('what was set is read', () => {
  test('live sources', () => {
    expect(readConfig({ ...live, GA4_PROPERTY_ID: '7' }).sources).toMatchObject({
      kind: 'live',
      credentials: key,
      ga4: { propertyId: '7', endpoint: null },
      siteUrl: 'https://explore-education-statistics.service.gov.uk',
    })
  })

  test('live sources without credentials where no call would send them', () => {
    const endpoint = 'http://127.0.0.1:9101'
    const env = {
      EES_SOURCES: 'live',
      EES_PARQUET_ROOT: '/mnt/logs',
      GA4_API_ENDPOINT: `${endpoint}/`,
      SEARCH_CONSOLE_API_ENDPOINT: 'http://localhost:9102',
    }
    expect(readConfig(env).sources).toMatchObject({ credentials: null, ga4: { endpoint } })
  })

  test('Databricks, by token or by client', () => {
    const { DATABRICKS_TOKEN: _, ...open } = databricks
    const byClient = { ...open, DATABRICKS_CLIENT_ID: 'id', DATABRICKS_CLIENT_SECRET: 'hush' }
    expect(readConfig(databricks).warehouse).toMatchObject({ login: { kind: 'token' } })
    expect(readConfig(byClient).warehouse).toMatchObject({ login: { kind: 'client', id: 'id' } })
  })

  test('addresses', () => {
    const { metrics, health } = readConfig({
      METRICS_ADDRESS: '0.0.0.0:9464',
      HEALTH_ADDRESS: '[::1]:8080',
    })
    expect([metrics, health]).toEqual([
      { host: '0.0.0.0', port: 9464 },
      { host: '[::1]', port: 8080 },
    ])
  })

  test.each([{ TEMPORAL_ADDRESS: 'temporal:7233' }, { TEMPORAL_PROFILE: 'prod' }])(
    'a Temporal server elsewhere: %o',
    (env) => expect(readConfig(env).temporal).toEqual({ server: 'external' }),
  )

  test('two DuckDB files have a Temporal server each', () => {
    const files = ['a.duckdb', 'b.duckdb'].map((path) => readConfig({ DUCKDB_PATH: path }).temporal)
    expect(files[0]).not.toEqual(files[1])
  })
})

const wrong: readonly [keyof typeof SETTINGS, string, Record<string, string>?][] = [
  ['TEMPORAL_ADDRESS', 'temporal'],
  ['EES_SOURCES', 'production'],
  ['GOOGLE_APPLICATION_CREDENTIALS', '/no/such/key.json', live],
  ['GOOGLE_APPLICATION_CREDENTIALS', folder, live],
  ['GA4_PROPERTY_ID', 'properties/369420610'],
  ['GA4_API_ENDPOINT', 'http://proxy.example', live],
  ['GA4_API_ENDPOINT', 'https://analyticsdata.googleapis.com'],
  ['SEARCH_CONSOLE_SITE_URL', 'explore-education-statistics.service.gov.uk'],
  ['SEARCH_CONSOLE_API_ENDPOINT', 'localhost:9101'],
  ['EES_SITE_URL', 'ftp://localhost', live],
  ['EES_SITE_URL', 'http://localhost.example', live],
  ['WAREHOUSE', 'postgres'],
  ['DUCKDB_PATH', ':memory:'],
  ['DATABRICKS_SERVER_HOSTNAME', 'https://adb-1.azuredatabricks.net', databricks],
  ['DATABRICKS_HTTP_PATH', 'sql/1.0', databricks],
  ['DATABRICKS_STAGING_VOLUME', '/Volumes/main/ops', databricks],
  ['EES_CATALOG', 'my-catalog'],
  ['EES_RAW_SCHEMA', 'raw; drop table x'],
  ['EES_APP_SCHEMA', '1app'],
  ['EES_OPS_SCHEMA', 'a.b'],
  ['LOG_LEVEL', 'INFO'],
  ['METRICS_ADDRESS', '9464'],
  ['HEALTH_ADDRESS', '127.0.0.1:65536'],
]

describe('a wrong value is refused', () => {
  test.each(wrong)('%s=%s', (setting, value, others = {}) => {
    const { wanted, example } = SETTINGS[setting]
    expect(faults({ ...others, [setting]: value })).toEqual([
      `- ${setting} is ${JSON.stringify(value)}; wanted: ${wanted}, such as ${example}.`,
    ])
  })

  const needed = [
    'DATABRICKS_SERVER_HOSTNAME',
    'DATABRICKS_HTTP_PATH',
    'DATABRICKS_TOKEN',
    'DATABRICKS_STAGING_VOLUME',
  ]
  test.each(needed)('and a missing one: %s', (setting) => {
    expect(faults({ ...databricks, [setting]: undefined })).toEqual([
      expect.stringContaining(`- ${setting} is not set; wanted: `),
    ])
  })

  test('and half a login', () => {
    const { DATABRICKS_TOKEN: _, ...open } = databricks
    const half = (name: string) => faults({ ...open, [name]: 'x' }).join()
    expect(half('DATABRICKS_CLIENT_ID')).toContain('- DATABRICKS_CLIENT_SECRET is not set')
    expect(half('DATABRICKS_CLIENT_SECRET')).toContain('- DATABRICKS_CLIENT_ID is not set')
  })

  test('and live sources without the folder of the logs', () => {
    const { EES_PARQUET_ROOT: _, ...without } = live
    expect(faults(without)).toEqual([
      expect.stringContaining('- EES_PARQUET_ROOT is not set; wanted: the path of the folder that'),
    ])
  })

  test('and live sources without credentials', () => {
    const { GOOGLE_APPLICATION_CREDENTIALS: _, ...without } = live
    expect(faults({ ...without, GA4_API_ENDPOINT: 'http://127.0.0.1:1' })).toEqual([
      expect.stringContaining('- GOOGLE_APPLICATION_CREDENTIALS is not set; wanted: '),
    ])
  })

  test('and a login to a Temporal server that is not named', () => {
    expect(faults({ TEMPORAL_API_KEY: 'hush', TEMPORAL_NAMESPACE: 'ees' })).toEqual([
      '- TEMPORAL_NAMESPACE is set; wanted with it: TEMPORAL_ADDRESS or TEMPORAL_PROFILE.',
      '- TEMPORAL_API_KEY is set; wanted with it: TEMPORAL_ADDRESS or TEMPORAL_PROFILE.',
    ])
  })

  test.each([
    ['EES_SOURCE', 'EES_SOURCES'],
    ['EES_RAWSCHEMA', 'EES_RAW_SCHEMA'],
    ['GA4_PROPERTY', 'GA4_PROPERTY_ID'],
    ['SEARCH_CONSOLE_SITE', 'SEARCH_CONSOLE_SITE_URL'],
    ['DATABRICKS_TOKN', 'DATABRICKS_TOKEN'],
    ['DUCKDB_PTH', 'DUCKDB_PATH'],
  ])('and a misspelt name: %s', (name, meant) => {
    expect(faults({ [name]: 'x' })).toEqual([`- ${name} is no setting; did you mean ${meant}?`])
  })

  test("but not another program's setting", () => {
    expect(
      faults({ DATABRICKS_HOST: 'x', DATABRICKS_CONFIG_PROFILE: 'x', DUCKDB_HOME: 'x' }),
    ).toEqual([])
  })

  test('all in one error', () => {
    const env = Object.fromEntries(wrong.toReversed().map(([setting, value]) => [setting, value]))
    const all = {
      ...databricks,
      ...env,
      EES_SOURCES: 'live',
      EES_PARQUET_ROOT: '/mnt/logs',
      WAREHOUSE: 'databricks',
      EES_SOURCE: 'x',
    }
    const named = faults(all).map((line) => String(line.split(' ')[1]))
    const used = Object.keys(env).filter(
      (name) => !['EES_SOURCES', 'WAREHOUSE', 'DUCKDB_PATH'].includes(name),
    )
    expect(named.toSorted()).toEqual([...used, 'EES_SOURCE'].toSorted())
  })
})

test('nothing can be changed', () => {
  const config = readConfig({})
  expect(() => Object.assign(config.sources.ga4, { propertyId: '1' })).toThrow(/read only/)
})

test('no secret is shown, neither in an error nor in the configuration', () => {
  const env = { ...databricks, DATABRICKS_CLIENT_SECRET: 'hush-hush', LOG_LEVEL: 'loud' }
  const error = faults(env).join()
  const { warehouse } = readConfig({ ...env, LOG_LEVEL: 'warn' })
  const login = 'login' in warehouse && warehouse.login
  const token = login && login.kind === 'token' && login.token
  const shown = [
    error,
    JSON.stringify(warehouse),
    inspect(warehouse, { depth: 9 }),
    String(token),
  ].join()
  expect(shown).not.toMatch(/hush-hush|dapi-0123/)
  expect(token && token.reveal()).toBe('dapi-0123')
})
