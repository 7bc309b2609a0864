import { Command } from 'commander'

import { DEFAULT_SCALE } from '../../sandbox/scale.ts'
import { writeDrops } from '../../sandbox/drops.ts'
import { writeHistory } from '../../sandbox/history.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'
import { count } from '../format.ts'
import type { SandboxAddresses } from '../sandbox-process.ts'
import { day, scale, wholeNumber } from './arguments.ts'
import { untilStopped } from './signals.ts'

interface Options {
  readonly seed: number
  readonly scale: number
  readonly from?: string
  readonly to?: string
  readonly today?: string
  readonly facts?: string
  readonly history?: string
  readonly drops?: string
  readonly json?: boolean
}

/** `ees sandbox`: the stand-in servers alone, until stopped. */
export const sandbox = new Command('sandbox')
  .description('serve the stand-ins for Google Analytics 4, Search Console and the EES site')
  .option('--seed <n>', 'another seed gives other rows', wholeNumber, 1)
  .option('--scale <x>', "share of the live service's rows", scale, DEFAULT_SCALE)
  .option('--from <date>', 'no rows before this day', day)
  .option('--to <date>', 'no rows after this day', day)
  .option('--today <date>', 'the day that it is, where not today', day)
  .option('--facts <dir>', 'serve the rows of parquet files named after the raw tables instead')
  .option('--history <dir>', 'write the frozen history as parquet files into this folder, and end')
  .option('--drops <dir>', "write the public API's parquet files that this folder lacks, and end")
  .option('--json', 'print one line of JSON with the addresses, and end when standard input does')
  .action(serve)

async function serve({ json, history, drops, ...options }: Options): Promise<void> {
  if (history !== undefined) return tell(await writeHistory(history, options))
  if (drops !== undefined) return tellFiles(await writeDrops(drops, options))
  const servers = await startSandbox(options)
  const addresses: SandboxAddresses = {
    ga4Url: servers.ga4Url,
    searchConsoleUrl: servers.searchConsoleUrl,
    siteUrl: servers.siteUrl,
    controlUrl: servers.controlUrl,
    propertyId: servers.propertyId,
    searchConsoleSite: servers.searchConsoleSite,
  }
  process.stdout.write(json ? `${JSON.stringify(addresses)}\n` : settings(addresses))
  await untilStopped({ withInput: json === true })
  await servers.close()
}

function tell(rows: ReadonlyMap<string, number>): void {
  for (const [table, n] of rows)
    process.stdout.write(`  ${table.padEnd(34)}${count(n).padStart(11)} rows\n`)
}

const tellFiles = (written: number): void =>
  void process.stdout.write(`  ${count(written)} files written\n`)

const settings = (addresses: SandboxAddresses): string =>
  [
    'The sandbox answers at',
    `  EES_SITE_URL=${addresses.siteUrl}`,
    `  GA4_API_ENDPOINT=${addresses.ga4Url}`,
    `  GA4_PROPERTY_ID=${addresses.propertyId}`,
    `  SEARCH_CONSOLE_API_ENDPOINT=${addresses.searchConsoleUrl}`,
    `  SEARCH_CONSOLE_SITE_URL=${addresses.searchConsoleSite}`,
    'It is steered by requests, as from another terminal',
    `  curl ${addresses.controlUrl}/control/changes -d '{"kind":"data-set-renamed"}'`,
    `  curl ${addresses.controlUrl}/control/faults -d '{"kind":"quota","times":3}'`,
    'Ctrl-C stops it.',
    '',
  ].join('\n')
