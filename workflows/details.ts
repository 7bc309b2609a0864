import { paceOf } from './pace.ts'
import type { RunStatus, StepStatus } from './status.ts'

/** The run as Markdown, for the current details that the Temporal UI shows. */
export function detailsOf(status: RunStatus, now: Date): string {
  const { title, state, steps } = status
  return [
    `**${title || 'Planning'}**: ${state}`,
    ...needs(status),
    ...pace(status, now),
    '',
    '| step | state | rows | days | message |',
    '|---|---|--:|---|---|',
    ...steps.map(line),
    '',
    publication(status),
  ].join('\n')
}

/** What a person can do, where one is waited for. */
function needs({ steps, deadline }: RunStatus): readonly string[] {
  const parked = steps.filter(({ state }) => state === 'parked')
  if (parked.length === 0) return []
  const examples = parked.map(
    ({ step }) => `    {"step":"${step}","action":"retry","reason":"..."}`,
  )
  return [
    '',
    `Waits for a person until ${deadline}: send the update \`resolveStep\` with one of`,
    '',
    ...examples.slice(0, 5),
    '',
    '`skip` instead of `retry` leaves the table as it was, `abort` ends the run.',
  ]
}

function pace(status: RunStatus, now: Date): readonly string[] {
  const { windows, rows, rowsPerSecond, minutesLeft } = paceOf(status, now)
  if (windows.all < 2 || status.state !== 'Running') return []
  const left = minutesLeft === null ? '' : `, about ${minutesLeft} min left`
  return [
    '',
    `${windows.done} of ${windows.all} windows, ${rows} rows, ${rowsPerSecond} rows/s${left}`,
  ]
}

function line(status: StepStatus): string {
  const { step, state, rows, from, to, windows: [done, all] = [0, 0] } = status
  const covered = from && to ? `${from} to ${to}` : ''
  const days = all > 1 ? `${covered} (${done} of ${all} windows)` : covered
  // A bar would end the cell, a new line the row.
  const text = told(status).replaceAll('|', '/').replaceAll(/\s+/g, ' ')
  return `| ${step} | ${state} | ${rows} | ${days} | ${text} |`
}

function told({ message, days, changes }: StepStatus): string {
  if (message) return message
  if (days)
    return `${days.days} days differed: ${days.added} rows added, ${days.changed} changed, ${days.gone} gone`
  return changes?.examples.join('; ') ?? ''
}

function publication({ published }: RunStatus): string {
  if (!published) return ''
  const { tables, problem, latestData, keyMoved } = published
  const key = `latest_data ${latestData}; the cache key ${keyMoved ? 'has moved' : 'stays'}.`
  return `Published ${tables.length} tables. ${problem ?? key}`
}
