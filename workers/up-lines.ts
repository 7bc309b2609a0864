import { londonDay } from '../activities/london-day.ts'
import type { Config } from './config.ts'
import type { Station } from './station.ts'
import { startForm } from './start-form.ts'

/** What `ees up` has started, where it answers, and what to try with it; a line each. */
export function upLines(
  config: Config,
  { temporal, sandbox }: Pick<Station, 'temporal' | 'sandbox'>,
  uiUrl: string,
): readonly string[] {
  const { address, namespace } = temporal
  const { from, to } = lastMonth(londonDay(new Date()))
  const form = startForm({
    uiUrl,
    namespace,
    workflowType: 'backfill',
    workflowId: `backfill-${from.slice(0, 7)}`,
  })
  return [
    ...aligned([
      ['Temporal UI', `${uiUrl}/namespaces/${namespace}/workflows`],
      ['Temporal', `${address}, namespace ${namespace}`],
      ['Sources', sources(config)],
      ...(sandbox ? [['Sandbox control', `${sandbox.controlUrl}/control`] as const] : []),
      ['Warehouse', warehouse(config)],
      ...served(config),
    ]),
    '',
    'In another terminal, with the same settings and in the same folder:',
    '  npx ees update     a daily update; the first one fetches all days since June 2023',
    '  npx ees status     how runs stand',
    '',
    'Then in the browser, a backfill, here one that fetches the last month once more:',
    `  ${form}`,
    `  with the input {"from":"${from}","to":"${to}","mode":"replace"}`,
    '',
    ...(sandbox ? failing(sandbox.controlUrl) : []),
    'Ctrl-C stops all of it; the tables and the runs are kept.',
  ]
}

/** How to see a step fail once. */
const failing = (controlUrl: string): readonly string[] => [
  'To see a step fail and wait for a person, before a run is started; and to have it tried again:',
  `  curl ${controlUrl}/control/faults -d '{"kind":"unauthorised","table":"ees_ga4_page"}'`,
  '  npx ees resolve RUN ees_ga4_page retry --reason "well again"',
  '',
]

const sources = ({ sources: { kind } }: Config): string =>
  kind === 'sandbox' ? 'sandbox (made-up rows; EES_SOURCES=live reads the real ones)' : 'live'

const warehouse = ({ warehouse: found }: Config): string =>
  found.kind === 'duckdb' ? `DuckDB in ${found.path}` : `Databricks at ${found.hostname}`

function* served({ metrics, health }: Config): Generator<readonly [string, string]> {
  if (metrics) yield ['Metrics', `http://${metrics.host}:${metrics.port}/metrics`]
  if (health) yield ['Health', `http://${health.host}:${health.port}/ready`]
}

const aligned = (rows: readonly (readonly [string, string])[]): readonly string[] =>
  rows.map(([name, value]) => `${name.padEnd(16)} ${value}`)

/** The days of the month before the one of this day. */
function lastMonth(day: string): { readonly from: string; readonly to: string } {
  const to = new Date(`${day.slice(0, 7)}-01T00:00:00Z`)
  to.setUTCDate(0)
  const last = to.toISOString().slice(0, 10)
  return { from: `${last.slice(0, 7)}-01`, to: last }
}
