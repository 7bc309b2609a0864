import { accessSync, constants, statSync } from 'node:fs'
import { resolve } from 'node:path'

import { z } from 'zod'

import { Secret } from './secret.ts'

interface Wanted {
  readonly wanted: string
  readonly example: string
  /** Its value is shown nowhere. */
  readonly secret?: true
}

const address = { wanted: 'a host and a port', example: '127.0.0.1:9464' }
const apiUrl = {
  wanted: 'a base URL: https, or plain http on loopback; with EES_SOURCES=sandbox on loopback only',
  example: 'http://127.0.0.1:9101',
}
const identifier = (example: string) => ({
  wanted: 'an identifier of letters, digits and _, not starting with a digit',
  example,
})

/** What each setting wants, for errors and for whoever looks for a setting's name. */
export const SETTINGS = {
  TEMPORAL_ADDRESS: { wanted: 'a host and a port', example: '127.0.0.1:7233' },
  EES_SOURCES: { wanted: '`sandbox` or `live`', example: 'sandbox' },
  GOOGLE_APPLICATION_CREDENTIALS: {
    wanted: "the path of a service account's key file that can be read",
    example: '/etc/ees/google.json',
  },
  GA4_PROPERTY_ID: { wanted: 'the number of a GA4 property', example: '369420610' },
  GA4_API_ENDPOINT: apiUrl,
  SEARCH_CONSOLE_SITE_URL: {
    wanted:
      'a property as Search Console names it: `sc-domain:` and a domain, or a URL that ends in /',
    example: 'https://explore-education-statistics.service.gov.uk/',
  },
  SEARCH_CONSOLE_API_ENDPOINT: apiUrl,
  EES_SITE_URL: { ...apiUrl, example: 'https://explore-education-statistics.service.gov.uk' },
  EES_PARQUET_ROOT: {
    wanted: "the path of the folder that the public API's parquet files are copied to",
    example: '/Volumes/main/ees/public_api_logs',
  },
  WAREHOUSE: { wanted: '`duckdb` or `databricks`', example: 'duckdb' },
  DUCKDB_PATH: { wanted: 'the path of a file', example: '.ees/ees.duckdb' },
  DATABRICKS_SERVER_HOSTNAME: {
    wanted: 'a host name, without https:// and path',
    example: 'adb-1234567890123456.7.azuredatabricks.net',
  },
  DATABRICKS_HTTP_PATH: {
    wanted: 'the path of a SQL warehouse',
    example: '/sql/1.0/warehouses/abcdef1234567890',
  },
  DATABRICKS_TOKEN: {
    wanted: 'an access token (or DATABRICKS_CLIENT_ID with DATABRICKS_CLIENT_SECRET)',
    example: 'dapi…',
    secret: true,
  },
  DATABRICKS_CLIENT_ID: {
    wanted: "a service principal's client id, with DATABRICKS_CLIENT_SECRET",
    example: '2a9b6f5e-1c3d-4e8f-9a0b-7c6d5e4f3a2b',
  },
  DATABRICKS_CLIENT_SECRET: {
    wanted: "the secret of DATABRICKS_CLIENT_ID's service principal",
    example: 'dose…',
    secret: true,
  },
  DATABRICKS_STAGING_VOLUME: {
    wanted: 'the path of a volume, /Volumes/<catalog>/<schema>/<volume>',
    example: '/Volumes/main/analytics_ops/staging',
  },
  EES_CATALOG: identifier('catalog_40_copper_statistics_services'),
  EES_RAW_SCHEMA: identifier('analytics_raw'),
  EES_APP_SCHEMA: identifier('analytics_app'),
  EES_OPS_SCHEMA: identifier('analytics_ops'),
  LOG_LEVEL: { wanted: '`trace`, `debug`, `info`, `warn` or `error`', example: 'info' },
  METRICS_ADDRESS: address,
  HEALTH_ADDRESS: { ...address, example: '127.0.0.1:8080' },
} satisfies Record<string, Wanted>

export type SettingName = keyof typeof SETTINGS

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** A base URL without the slash at its end. */
const url = (allowed: (url: URL) => boolean) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && allowed(new URL(text)))
    .transform((text) => text.replace(/\/$/, ''))

const isLoopback = ({ protocol, hostname }: URL) =>
  /^https?:$/.test(protocol) && LOOPBACK.test(hostname)
const loopbackUrl = url(isLoopback)
const safeUrl = url((candidate) => candidate.protocol === 'https:' || isLoopback(candidate))

const hostAndPort = z
  .string()
  .regex(/^([\w.-]+|\[[\da-f:]+\]):\d{1,5}$/i)
  .transform((text) => {
    const colon = text.lastIndexOf(':')
    return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) }
  })
  .refine(({ port }) => port >= 1 && port <= 65_535)

const name = z.string().regex(/^[A-Za-z_]\w*$/)
const path = z.string().transform((text) => resolve(text))
const secret = z.string().transform((text) => new Secret(text))

const general = z.object({
  TEMPORAL_ADDRESS: hostAndPort.optional(),
  GA4_PROPERTY_ID: z.string().regex(/^\d+$/).default('369420610'),
  SEARCH_CONSOLE_SITE_URL: z
    .string()
    .regex(/^(sc-domain:[\w.-]+|https?:\/\/\S+\/)$/)
    .default('https://explore-education-statistics.service.gov.uk/'),
  EES_PARQUET_ROOT: path.optional(),
  EES_CATALOG: name.default('catalog_40_copper_statistics_services'),
  EES_RAW_SCHEMA: name.default('analytics_raw'),
  EES_APP_SCHEMA: name.default('analytics_app'),
  EES_OPS_SCHEMA: name.default('analytics_ops'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).optional(),
  METRICS_ADDRESS: hostAndPort.optional(),
  HEALTH_ADDRESS: hostAndPort.optional(),
})

const sources = z.discriminatedUnion('EES_SOURCES', [
  z.object({
    EES_SOURCES: z.literal('sandbox'),
    GA4_API_ENDPOINT: loopbackUrl.optional(),
    SEARCH_CONSOLE_API_ENDPOINT: loopbackUrl.optional(),
    EES_SITE_URL: loopbackUrl.optional(),
  }),
  z.object({
    EES_SOURCES: z.literal('live'),
    GA4_API_ENDPOINT: safeUrl.optional(),
    SEARCH_CONSOLE_API_ENDPOINT: safeUrl.optional(),
    EES_SITE_URL: safeUrl.default('https://explore-education-statistics.service.gov.uk'),
    GOOGLE_APPLICATION_CREDENTIALS: path.refine(isReadable).optional(),
  }),
])

const warehouse = z.discriminatedUnion('WAREHOUSE', [
  z.object({
    WAREHOUSE: z.literal('duckdb'),
    DUCKDB_PATH: z
      .string()
      .refine((text) => text !== ':memory:')
      .default('.ees/ees.duckdb')
      .pipe(path),
  }),
  z.object({
    WAREHOUSE: z.literal('databricks'),
    DATABRICKS_SERVER_HOSTNAME: z.string().regex(/^[\w.-]+(:\d{1,5})?$/),
    DATABRICKS_HTTP_PATH: z.string().regex(/^\/\S+$/),
    DATABRICKS_TOKEN: secret.optional(),
    DATABRICKS_CLIENT_ID: z.string().optional(),
    DATABRICKS_CLIENT_SECRET: secret.optional(),
    DATABRICKS_STAGING_VOLUME: z.string().regex(/^\/Volumes(\/\w+){3}$/),
  }),
])

/** The settings, with what they are unless set. */
export const settingsSchema = general.and(sources).and(warehouse)

export type Settings = z.output<typeof settingsSchema>

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK)
    return statSync(file).isFile()
  } catch {
    return false // absent, or not for us to read
  }
}
