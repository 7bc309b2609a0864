import type { RunStatus, StepStatus } from '../workflows/board.ts'
import { count, duration } from './format.ts'

/** What came of a run, in lines: rows by table and days, findings, tables published, the key, the time. */
export function summaryOf({ asOf, steps, published }: RunStatus, seconds: number): string[] {
  const changed = steps.filter(({ layer, rows }) => layer === 'raw' && rows > 0)
  const lines = changed.map(appended)
  const rows = changed.reduce((sum, step) => sum + step.rows, 0)
  return [
    `Daily update as of ${asOf ?? '?'}`,
    ...(lines.length > 0 ? ['', ...lines] : []),
    '',
    rows > 0 ? `${count(rows)} rows appended to ${changed.length} tables.` : 'Nothing to append.',
    ...findings(steps),
    publishedLine(published),
    `Time ${duration(seconds)}.`,
  ]
}

function appended({ step, rows, from, to }: StepStatus): string {
  const days = from && to ? `${from} to ${to}` : 'whole list'
  return `  ${step.padEnd(34)}${count(rows).padStart(11)} rows  ${days}`
}

function findings(steps: readonly StepStatus[]): string[] {
  const found = steps.filter(({ warnings }) => warnings > 0)
  const all = found.reduce((sum, { warnings }) => sum + warnings, 0)
  if (all === 0) return ['No findings.']
  const lines = found.flatMap(({ step, warnings, notes }) => [
    `  ${step}`,
    ...notes.map((note) => `    ${note}`),
    ...(warnings > notes.length
      ? [`    and ${count(warnings - notes.length)} more in analytics_ops.findings`]
      : []),
  ])
  return [`${count(all)} findings that stop nothing:`, ...lines]
}

function publishedLine(published: RunStatus['published']): string {
  if (!published) return 'Nothing was published.'
  const { tables, latestData, keyMoved } = published
  const key = latestData
    ? `latest_data ${latestData}, the cache key ${keyMoved ? 'has moved' : 'stays as it was'}.`
    : 'The cache key stays as it was: the tables it promises do not end on the same day.'
  return `${tables.length} tables published; ${key}`
}
