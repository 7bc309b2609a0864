import type { MetricMeter } from '@temporalio/common'

import type { Quota } from '../activities/sources/source.ts'
import type { OpsRow, OpsTable } from '../activities/warehouse/ops-tables.ts'
import { CHECKS } from '../checks/names.ts'
import type { Graph } from '../pipelines/graph.ts'

/** What the worker tells Prometheus, beside what the SDK does; docs/operations.md has the names for its reader. */
export interface Metrics {
  /** Told what is kept in the ops tables. */
  recorded<T extends OpsTable>(table: T, rows: readonly OpsRow<T>[]): void
  quota(left: Quota): void
  daysBehind(table: string, days: number): void
  lastSuccess(at: Date): void
  runsParked(count: number): void
}

/** All names stand on one endpoint, the SDK's: its meter takes ours as well. */
export function createMetrics(meter: MetricMeter, graph: Graph): Metrics {
  const gauge = (name: string, help: string) => meter.createGauge(name, 'float', '', help)
  const daysBehind = gauge('ees_days_behind', DAYS_BEHIND)
  const tokens = gauge('ees_ga4_quota_tokens', TOKENS)
  const lastSuccess = gauge('ees_last_success_timestamp_seconds', LAST_SUCCESS)
  const runsParked = gauge('ees_runs_parked', PARKED)
  return {
    recorded: recorder(meter, graph),
    quota: ({ tokensLeftToday, tokensLeftThisHour }) => {
      tokens.set(tokensLeftToday, { period: 'day' })
      tokens.set(tokensLeftThisHour, { period: 'hour' })
    },
    daysBehind: (table, days) => daysBehind.set(days, { table }),
    lastSuccess: (at) => lastSuccess.set(at.getTime() / 1000),
    runsParked: (count) => runsParked.set(count),
  }
}

const DAYS_BEHIND = 'Days that a raw table lacks at its end, beyond the days its source needs.'
const TOKENS = 'Tokens left of the GA4 property, as its last answer said.'
const LAST_SUCCESS = 'When a daily update last completed, in seconds since 1970.'
const PARKED = 'Runs that wait for a person.'

function recorder(meter: MetricMeter, graph: Graph): Metrics['recorded'] {
  // Like those of any batch job, the times are gauges: once a day there is no distribution to speak of.
  const run = meter.createGauge(
    'ees_run_duration_seconds',
    'float',
    '',
    'How long the last run took, by its end.',
  )
  const step = meter.createGauge(
    'ees_step_duration_seconds',
    'float',
    '',
    'How long the last try of a step took.',
  )
  const rows = meter.createCounter(
    'ees_rows_written',
    '',
    'Rows appended, replaced or built, by table.',
  )
  const findings = findingsCounter(meter, graph)
  const tell: { readonly [T in OpsTable]: (row: OpsRow<T>) => void } = {
    runs: (row) => {
      if (row.ended_at !== null) run.set(secondsOf(row), { state: String(row.state) })
    },
    steps: (row) => {
      step.set(secondsOf(row), { step: String(row.step) })
      if (Number(row.rows) > 0)
        rows.add(Number(row.rows), { table: String(row.step), state: String(row.state) })
    },
    findings: (row) =>
      findings.add(1, { severity: String(row.severity), check: String(row.check_name) }),
  }
  return (table, kept) => kept.forEach(tell[table])
}

/** Begun at 0 for every check: Prometheus sees no increase in a series that begins at 1. */
function findingsCounter(meter: MetricMeter, graph: Graph) {
  const counter = meter.createCounter('ees_findings', '', 'What checks found, by severity.')
  const watches = graph.app.flatMap(({ watches: declared = {} }) => Object.keys(declared))
  for (const check of new Set([...Object.keys(CHECKS), ...watches]))
    for (const severity of ['stop', 'warn']) counter.add(0, { severity, check })
  return counter
}

const secondsOf = (row: { started_at: unknown; ended_at: unknown }): number =>
  (Date.parse(String(row.ended_at)) - Date.parse(String(row.started_at))) / 1000
