import { resolve } from 'node:path'

import { misspelt } from './misspelt.ts'
import type { Secret } from './secret.ts'
import { type SettingName, type Settings, SETTINGS, settingsSchema } from './settings.ts'

/** What the program was told to do, complete and checked. */
export interface Config {
  readonly temporal: Temporal
  readonly sources: Sources
  readonly warehouse: DuckDb | Databricks
  /** Where the tables live; in DuckDB the catalog is the file. */
  readonly names: {
    readonly catalog: string
    readonly raw: string
    readonly app: string
    readonly ops: string
  }
  /** Null: what suits the command. */
  readonly logLevel: NonNullable<Settings['LOG_LEVEL']> | null
  readonly metrics: Address | null
  readonly health: Address | null
}

/** The SDK reads the rest of an external server's settings itself. */
type Temporal =
  | { readonly server: 'external' }
  | { readonly server: 'embedded'; readonly dbFile: string }

interface Sources {
  readonly kind: 'sandbox' | 'live'
  /** The key file of the service account; null where no call needs it. */
  readonly credentials: string | null
  /** `endpoint` null: Google's with `live`, the program's own sandbox with `sandbox`; so also below. */
  readonly ga4: { readonly propertyId: string; readonly endpoint: string | null }
  readonly searchConsole: { readonly siteUrl: string; readonly endpoint: string | null }
  readonly siteUrl: string | null
  readonly parquetRoot: string | null
}

interface DuckDb {
  readonly kind: 'duckdb'
  readonly path: string
}

interface Databricks {
  readonly kind: 'databricks'
  readonly hostname: string
  readonly httpPath: string
  readonly stagingVolume: string
  readonly login:
    | { readonly kind: 'token'; readonly token: Secret }
    | { readonly kind: 'client'; readonly id: string; readonly secret: Secret }
}

interface Address {
  readonly host: string
  readonly port: number
}

/**
 * Reads all settings, once.
 * @throws one error that lists every fault: the setting, the value found unless it is a secret, the value wanted
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  )
  const found = settingsSchema.safeParse({ EES_SOURCES: 'sandbox', WAREHOUSE: 'duckdb', ...given })
  const wrong = new Set(found.error?.issues.map((issue) => String(issue.path[0])))
  const faults = [
    ...[...wrong].filter(isSetting).map((name) => fault(name, given[name])),
    ...missingTogether(given),
    ...misspelt(Object.keys(given), Object.keys(SETTINGS)),
  ]
  if (found.success && faults.length === 0) return freeze(configOf(found.data, given))
  throw new Error(
    `The settings cannot be used; each is an environment variable:\n${faults.map((text) => `- ${text}`).join('\n')}`,
  )
}

type Given = Readonly<Partial<Record<string, string>>>

const isSetting = (name: string): name is SettingName => name in SETTINGS

function fault(name: SettingName, value: string | undefined): string {
  const { wanted, example, ...more } = SETTINGS[name]
  const shown = 'secret' in more ? 'something else (a secret, not shown)' : JSON.stringify(value)
  const state = value === undefined ? 'not set' : shown
  return `${name} is ${state}; wanted: ${wanted}, such as ${example}.`
}

/** What one setting asks of another. */
function missingTogether(given: Given): string[] {
  return [
    ...missingCredentials(given),
    ...missingDrops(given),
    ...missingLogin(given),
    ...strayTemporal(given),
  ]
}

/** A call to plain http, which is loopback, is sent without credentials; every other needs them. */
function missingCredentials(given: Given): string[] {
  if (given.EES_SOURCES !== 'live' || given.GOOGLE_APPLICATION_CREDENTIALS) return []
  const plain = [given.GA4_API_ENDPOINT, given.SEARCH_CONSOLE_API_ENDPOINT].every((endpoint) =>
    endpoint?.startsWith('http:'),
  )
  return plain ? [] : [fault('GOOGLE_APPLICATION_CREDENTIALS', undefined)]
}

/** Nobody but the user knows where the logs are copied to. */
const missingDrops = (given: Given): string[] =>
  given.EES_SOURCES === 'live' && !given.EES_PARQUET_ROOT
    ? [fault('EES_PARQUET_ROOT', undefined)]
    : []

function missingLogin(given: Given): string[] {
  if (given.WAREHOUSE !== 'databricks' || given.DATABRICKS_TOKEN) return []
  const { DATABRICKS_CLIENT_ID: id, DATABRICKS_CLIENT_SECRET: secret } = given
  if (id && secret) return []
  if (id) return [fault('DATABRICKS_CLIENT_SECRET', undefined)]
  return [fault(secret ? 'DATABRICKS_CLIENT_ID' : 'DATABRICKS_TOKEN', undefined)]
}

const isExternal = (given: Given) => Boolean(given.TEMPORAL_ADDRESS ?? given.TEMPORAL_PROFILE)

/** Settings of a server whose address was forgotten must not end in a server on this machine. */
function strayTemporal(given: Given): string[] {
  if (isExternal(given)) return []
  return ['TEMPORAL_NAMESPACE', 'TEMPORAL_API_KEY']
    .filter((name) => name in given)
    .map((name) => `${name} is set; wanted with it: TEMPORAL_ADDRESS or TEMPORAL_PROFILE.`)
}

function configOf(settings: Settings, given: Given): Config {
  const warehouse = warehouseOf(settings)
  return {
    temporal: isExternal(given)
      ? { server: 'external' }
      : { server: 'embedded', dbFile: temporalFile(warehouse) },
    sources: sourcesOf(settings),
    warehouse,
    names: {
      catalog: settings.EES_CATALOG,
      raw: settings.EES_RAW_SCHEMA,
      app: settings.EES_APP_SCHEMA,
      ops: settings.EES_OPS_SCHEMA,
    },
    logLevel: settings.LOG_LEVEL ?? null,
    metrics: settings.METRICS_ADDRESS ?? null,
    health: settings.HEALTH_ADDRESS ?? null,
  }
}

/** Beside the DuckDB file, so that two of them have a server each and no worker takes the other's steps. */
const temporalFile = (warehouse: Config['warehouse']) =>
  warehouse.kind === 'duckdb' ? `${warehouse.path}.temporal` : resolve('.ees', 'temporal')

function sourcesOf(settings: Settings): Sources {
  return {
    kind: settings.EES_SOURCES,
    credentials:
      ('GOOGLE_APPLICATION_CREDENTIALS' in settings && settings.GOOGLE_APPLICATION_CREDENTIALS) ||
      null,
    ga4: { propertyId: settings.GA4_PROPERTY_ID, endpoint: settings.GA4_API_ENDPOINT ?? null },
    searchConsole: {
      siteUrl: settings.SEARCH_CONSOLE_SITE_URL,
      endpoint: settings.SEARCH_CONSOLE_API_ENDPOINT ?? null,
    },
    siteUrl: settings.EES_SITE_URL ?? null,
    parquetRoot: settings.EES_PARQUET_ROOT ?? null,
  }
}

function warehouseOf(settings: Settings): Config['warehouse'] {
  if (settings.WAREHOUSE === 'duckdb') return { kind: 'duckdb', path: settings.DUCKDB_PATH }
  return {
    kind: 'databricks',
    hostname: settings.DATABRICKS_SERVER_HOSTNAME,
    httpPath: settings.DATABRICKS_HTTP_PATH,
    stagingVolume: settings.DATABRICKS_STAGING_VOLUME,
    login: loginOf(settings),
  }
}

function loginOf(settings: Extract<Settings, { WAREHOUSE: 'databricks' }>): Databricks['login'] {
  const { DATABRICKS_TOKEN: token, DATABRICKS_CLIENT_ID: id } = settings
  const secret = settings.DATABRICKS_CLIENT_SECRET
  if (token) return { kind: 'token', token }
  if (id && secret) return { kind: 'client', id, secret }
  throw new Error(fault('DATABRICKS_TOKEN', undefined))
}

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part) freeze(part)
  return Object.freeze(value)
}
