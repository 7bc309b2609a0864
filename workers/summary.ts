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
  const found = steps.flatMap(({ step, warnings }) => warnings.map((found) => ({ step, ...found })))
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
