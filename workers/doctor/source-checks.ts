import { londonDay } from '../../activities/london-day.ts'
import { createSiteReader } from '../../activities/sources/site-reader.ts'
import { addDays } from '../../pipelines/days.ts'
import type { Day, RawTable, Source } from '../../pipelines/define.ts'
import type { Graph } from '../../pipelines/graph.ts'
import type { Config } from '../config.ts'
import { count } from '../format.ts'
import type { SandboxAddresses } from '../sandbox-process.ts'
import { createGoogle, createSources, siteUrlOf, startNeededSandbox } from '../sources.ts'
import { checked } from './checked.ts'
import { type Finding, ok } from './finding.ts'

const SECONDS = 30

/** Numbers of a day are final after this at the latest. */
const DAYS_AGO = 4

interface Looked {
  readonly config: Config
  readonly graph: Graph
  readonly sandbox: SandboxAddresses | undefined
  readonly day: Day
}

/** Whether each source answers, and lets this account read: by one small request each. */
export async function sourceChecks(config: Config, graph: Graph): Promise<readonly Finding[]> {
  const sandbox = await startNeededSandbox(config)
  try {
    const day = addDays(londonDay(new Date()), -DAYS_AGO)
    const looked = { config, graph, sandbox: sandbox?.addresses, day }
    const found = await Promise.all([google(looked), site(looked), drops(looked)])
    return found.flat()
  } finally {
    await sandbox?.close()
  }
}

async function google({ config, graph, sandbox, day }: Looked): Promise<readonly Finding[]> {
  const { ga4, searchConsole } = createGoogle(config, sandbox, { timeoutMs: SECONDS * 1000 })
  const found = await Promise.all([
    checked({ of: 'GA4', seconds: SECONDS }, async (signal) => {
      await ga4.look(tableOf(graph, 'ga4'), day, signal)
      return [ok(`GA4 answers, and lets this account read the property${ofSandbox(sandbox)}`)]
    }),
    checked({ of: 'Search Console', seconds: SECONDS }, async (signal) => {
      await searchConsole.look(tableOf(graph, 'search-console'), day, signal)
      return [
        ok(`Search Console answers, and lets this account read the site${ofSandbox(sandbox)}`),
      ]
    }),
  ])
  return found.flat()
}

const site = ({ config, sandbox }: Looked): Promise<readonly Finding[]> =>
  checked({ of: 'the EES site', seconds: SECONDS }, async (signal) => {
    const url = siteUrlOf(config, sandbox)
    const read = createSiteReader({ url, atOnce: 1, attempts: 1, timeoutMs: SECONDS * 1000 })
    await read({ path: '/', pauseMs: 0, signal }, ({ html }) => html.length)
    return [ok(`the EES site answers at ${url}${ofSandbox(sandbox)}`)]
  })

const drops = ({ config, graph }: Looked): Promise<readonly Finding[]> =>
  checked({ of: 'the parquet drops', seconds: SECONDS }, async (signal) => {
    const root = config.sources.parquetRoot
    if (root === null) return [ok('the parquet drops are made by the sandbox')]
    const folder = createSources(config)['parquet-drops']
    const table = tableOf(graph, 'parquet-drops')
    const files = await folder.list(table, signal)
    return [ok(`the parquet drops in ${root} can be listed: ${count(files.size)} of ${table.name}`)]
  })

const ofSandbox = (sandbox: SandboxAddresses | undefined): string =>
  sandbox ? ' (of the sandbox, started for this)' : ''

function tableOf({ raw }: Graph, kind: Source['kind']): RawTable {
  const table = raw.find(({ source }) => source.kind === kind)
  if (table) return table
  throw new Error(
    `No table is filled from ${kind}: the declarations are not those of this program.`,
  )
}
