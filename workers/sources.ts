import { resolve } from 'node:path'

import { loginHeaders } from '../activities/databricks-login.ts'
import type { Sources } from '../activities/deps.ts'
import { createEesSite } from '../activities/sources/ees-site.ts'
import { createGa4 } from '../activities/sources/ga4.ts'
import { createLimiter } from '../activities/sources/limiter.ts'
import { createParquetDrops } from '../activities/sources/parquet-drops.ts'
import { createSearchConsole } from '../activities/sources/search-console.ts'
import type { DropFolder } from '../activities/sources/source.ts'
import { createVolumeDrops } from '../activities/sources/volume-drops.ts'
import { createVolumeFiles } from '../activities/volume-files.ts'
import { writeDrops } from '../sandbox/drops.ts'
import { DEFAULT_SCALE } from '../sandbox/scale.ts'
import type { Config } from './config.ts'
import { type SandboxAddresses, startSandboxProcess } from './sandbox-process.ts'

const LIVE_SITE = 'https://explore-education-statistics.service.gov.uk'

/** A sandbox, which is on this machine, has no visitors to be kept waiting. */
const NO_PAUSE = { list: 0, detail: 0 }
const SHORT_BACKOFF_MS = 50

/** Whether the settings leave anything for the program's own sandbox to answer. */
export const needsSandbox = ({ sources }: Config): boolean =>
  sources.kind === 'sandbox' &&
  !(sources.ga4.endpoint && sources.searchConsole.endpoint && sources.siteUrl)

/** How Google is asked, where it is not as usual. */
export interface Asking {
  /** How long each request may take. */
  readonly timeoutMs?: number
  /** Rows of a page. */
  readonly pageRows?: number
}

/** Clients for every kind of source; what no setting names is asked of the sandbox, where there is one. */
export function createSources(
  config: Config,
  sandbox?: SandboxAddresses,
  asking: Asking = {},
): Sources {
  const { ga4, searchConsole } = createGoogle(config, sandbox, asking)
  const site = createEesSite({
    url: siteUrlOf(config, sandbox),
    ...(config.sources.kind === 'sandbox' && { pauseMs: NO_PAUSE, backoffMs: SHORT_BACKOFF_MS }),
  })
  return {
    ga4: ga4.read,
    'search-console': searchConsole.read,
    'ees-site': site,
    'parquet-drops': dropsOf(config),
  }
}

/** Clients for the two APIs of Google. */
export function createGoogle({ sources }: Config, sandbox?: SandboxAddresses, asking: Asking = {}) {
  const limit = createLimiter()
  return {
    ga4: createGa4({
      ...asking,
      limit,
      propertyId: sources.ga4.endpoint || !sandbox ? sources.ga4.propertyId : sandbox.propertyId,
      endpoint: sources.ga4.endpoint ?? sandbox?.ga4Url,
    }),
    searchConsole: createSearchConsole({
      ...asking,
      limit,
      siteUrl:
        sources.searchConsole.endpoint || !sandbox
          ? sources.searchConsole.siteUrl
          : sandbox.searchConsoleSite,
      endpoint: sources.searchConsole.endpoint ?? sandbox?.searchConsoleUrl,
    }),
  }
}

/** Where the site's root is. */
export const siteUrlOf = ({ sources }: Config, sandbox?: SandboxAddresses): string =>
  sources.siteUrl ?? sandbox?.siteUrl ?? LIVE_SITE

/** A root in a volume is read as the warehouse is; any other lies on this machine. */
function dropsOf(config: Config): DropFolder {
  const { sources, warehouse } = config
  const root = sources.parquetRoot ?? sandboxDrops(config)
  if (warehouse.kind === 'duckdb' || !root.startsWith('/Volumes/')) return createParquetDrops(root)
  const { hostname, login } = warehouse
  return createVolumeDrops(root, createVolumeFiles(hostname, loginHeaders(hostname, login)))
}

/** Starts the sandbox where the settings call for it. */
export const startNeededSandbox = (config: Config) =>
  needsSandbox(config) ? startSandboxProcess() : Promise.resolve(undefined)

/** Where the sandbox's parquet drops lie: beside the warehouse's file, so that a later run finds those of the earlier. */
const sandboxDrops = ({ warehouse }: Config): string =>
  warehouse.kind === 'duckdb' ? `${warehouse.path}.drops` : resolve('.ees', 'drops')

/** Writes the sandbox's drops that are missing up to yesterday, where the settings call for it. */
export async function writeNeededDrops(config: Config): Promise<void> {
  const { kind, parquetRoot } = config.sources
  if (kind === 'sandbox' && parquetRoot === null)
    await writeDrops(sandboxDrops(config), { seed: 1, scale: DEFAULT_SCALE })
}
