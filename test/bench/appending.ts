import { join } from 'node:path'

import { addDays } from '../../pipelines/days.ts'
import type { Window } from '../../pipelines/define.ts'
import type { SandboxAddresses } from '../../workers/sandbox-process.ts'
import { AS_OF, EVENTS_PER_DAY, LAST_DAY } from './case.ts'
import { freshCopy } from './fresh-copy.ts'
import { type Done, inChild } from './in-child.ts'
import type { Update } from './run-updates.ts'

export const EVENTS = 'ees_ga4_events'

/** A sandbox at the live service's rate, and a warehouse that lacks the events of some days. */
export interface Appending {
  readonly sandbox: SandboxAddresses
  readonly folder: string
  readonly file: string
  readonly window: Window
}

/** Makes the warehouse for so many event rows; its other tables are up to date, with few rows. */
export async function lacking(
  rows: number,
  { sandbox, folder }: Pick<Appending, 'sandbox' | 'folder'>,
): Promise<Appending> {
  const days = Math.ceil(rows / EVENTS_PER_DAY)
  const window = { from: addDays(LAST_DAY, 1 - days), to: LAST_DAY }
  const file = join(folder, `lacking-${rows}.duckdb`)
  const ends = { [EVENTS]: addDays(window.from, -1) }
  await inChild('fill-raw', { path: file, rows: 1, asOf: AS_OF, ends })
  return { sandbox, folder, file, window }
}

/** Appends what is lacking, to a copy of the warehouse, by a daily update. */
export async function appendLacking(appending: Appending): Promise<Done<Update>> {
  const { sandbox, folder, file } = appending
  const path = await freshCopy(file, 'appended')
  const { result, peakMb } = await inChild('run-updates', {
    env: envOf(sandbox, { path, folder }),
    inputs: [{ asOf: AS_OF, tables: [EVENTS] }],
  })
  const [update] = result
  if (!update) throw new Error('The update gave no result')
  return { result: update, peakMb }
}

/** The settings of a program that reads a sandbox, and finds no drops. */
export const envOf = (
  sandbox: SandboxAddresses,
  { path, folder }: { readonly path: string; readonly folder: string },
): Record<string, string> => ({
  DUCKDB_PATH: path,
  GA4_API_ENDPOINT: sandbox.ga4Url,
  GA4_PROPERTY_ID: sandbox.propertyId,
  SEARCH_CONSOLE_API_ENDPOINT: sandbox.searchConsoleUrl,
  SEARCH_CONSOLE_SITE_URL: sandbox.searchConsoleSite,
  EES_SITE_URL: sandbox.siteUrl,
  EES_PARQUET_ROOT: folder,
})
