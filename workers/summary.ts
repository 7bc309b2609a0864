import type { DayChange } from '../activities/steps.ts'
import type { DayTotals, RunStatus, StepStatus } from '../workflows/status.ts'
import { count, duration } from './format.ts'

/** What came of a run, in lines: rows by table and days, findings, tables published, the key, the time. */
export function summaryOf({ title, steps, published }: RunStatus, seconds: number): string[] {
  const changed = steps.filter(
    ({ layer, rows, changes, days }) => layer === 'raw' && (rows > 0 || changes || days?.days),
  )
  const lines = changed.flatMap(written)
  return [
    title,
    ...(lines.length > 0 ? ['', ...lines] : []),
    '',
    writtenLine(changed),
    ...findings(steps),
    publishedLine(published),
    `Time ${duration(seconds)}.`,
  ]
}

function writtenLine(changed: readonly StepStatus[]): string {
  const grown = changed.filter(({ state }) => state === 'appended')
  const rows = grown.reduce((sum, step) => sum + step.rows, 0)
  const days = changed.reduce((sum, step) => sum + (step.days?.days ?? 0), 0)
  const lists = changed.filter((step) => step.state === 'replaced' && !step.days).length
  return [
    rows > 0 ? `${count(rows)} rows appended to ${grown.length} tables.` : 'Nothing to append.',
    ...(days > 0 ? [`${count(days)} days replaced; their former rows are in the archive.`] : []),
    ...(lists > 0 ? [`${lists} ${lists === 1 ? 'list' : 'lists'} changed.`] : []),
  ].join(' ')
}

function written(status: StepStatus): string[] {
  const { step, changes, days } = status
  if (days) return replaced(step, days)
  if (!changes) return [appended(status)]
  const { added, removed, changed, examples } = changes
  const more = added + removed + changed - examples.length
  return [
    `  ${step.padEnd(34)}${count(added)} added, ${count(removed)} removed, ${count(changed)} changed`,
    ...examples.map((example) => `    ${example}`),
    ...(more > 0 ? [`    and ${count(more)} more`] : []),
  ]
}

/** Days in a terminal; beyond these, whoever wants to know asks the table that has all. */
const DAYS_SHOWN = 20

function replaced(step: string, { days, examples, ...sums }: DayTotals): string[] {
  const rows = ({ added, changed, gone }: Omit<DayChange, 'day'>) =>
    `${count(added)} rows added, ${count(changed)} changed, ${count(gone)} gone`
  const shown = examples.slice(0, DAYS_SHOWN)
  return [
    `  ${step.padEnd(34)}${count(days)} days differed: ${rows(sums)}`,
    ...shown.map((day) => `    ${day.day}: ${rows(day)}`),
    ...(days > shown.length
      ? [`    and ${count(days - shown.length)} more, in analytics_ops.day_changes`]
      : []),
  ]
}

function appended({ step, state, rows, from, to }: StepStatus): string {
  const unit = state === 'appended' ? 'new files' : 'whole list'
  const days = from && to ? `${from} to ${to}` : unit
  return `  ${step.padEnd(34)}${count(rows).padStart(11)} rows  ${days}`
}

function findings(steps: readonly StepStatus[]): string[] {
  const found = steps.flatMap(({ step, warnings }) =>
    warnings.map((warning) => ({ step, ...warning })),
  )
  const all = found.reduce((sum, warnings) => sum + warnings.count, 0)
  if (all === 0) return ['No findings.']
  return [
    `${count(all)} findings that stop nothing; the last of each kind:`,
    ...found.map(
      ({ step, check, count: times, message }) =>
        `  ${step}, ${check}${times > 1 ? ` (${count(times)} times)` : ''}: ${message}`,
    ),
  ]
}

function publishedLine(published: RunStatus['published']): string {
  if (!published) return 'Nothing was published.'
  const { tables, latestData, keyMoved, problem } = published
  const key = `latest_data ${latestData}, the cache key ${keyMoved ? 'has moved' : 'stays as it was'}.`
  return `${tables.length} tables published; ${problem ?? key}`
}
