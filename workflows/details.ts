import { paceOf } from './pace.ts'
import type { RunStatus, StepStatus } from './status.ts'

/**
 * The run as Markdown, for the current details that the Temporal UI shows in half a window: what is wrong stands first,
 * as a text, and the table is narrow.
 */
export function detailsOf(status: RunStatus, now: Date): string {
  const { title, state, steps } = status
  return [
    `**${title || 'Planning'}**: ${state}`,
    ...pace(status, now),
    ...troubles(status),
    ...needs(status),
    '',
    '| step | state | rows | |',
    '|:--|:--|--:|:--|',
    ...steps.map(line),
    '',
    publication(status),
    '',
    GAP,
  ].join('\n')
}

/** A space that is no white space to Markdown; on a line of its own, one that the UI's frame, which is too low, may cut. */
const GAP = '\u2002'

/** A space that no line is broken at. */
const FIXED = '\u00A0'

/** How far the windows are; how fast and how long yet is known only while they go on. */
function pace(status: RunStatus, now: Date): readonly string[] {
  const { windows, rows, rowsPerSecond, minutesLeft } = paceOf(status, now)
  if (windows.all < 2) return []
  const left = minutesLeft === null ? '' : `, about ${minutesLeft} min left`
  const speed = status.state === 'Running' ? `, ${grouped(rowsPerSecond)} rows/s${left}` : ''
  return ['', `${windows.done} of ${windows.all} windows, ${grouped(rows)} rows${speed}`]
}

/** Of so many failed steps the reasons are told, each with so many characters: Temporal takes 20 kB in all. */
const TOLD = { steps: 5, characters: 1_000 }

/** Why steps have failed. */
function troubles({ steps }: RunStatus): readonly string[] {
  const failed = steps.filter(isFailed)
  const more = failed.slice(TOLD.steps).map(({ step }) => step)
  return [
    ...failed
      .slice(0, TOLD.steps)
      .flatMap(({ step, state, message }) => ['', `**${step}** ${state}: ${reason(message)}`]),
    ...(more.length > 0 ? ['', `Failed as well: ${more.join(', ')}.`] : []),
  ]
}

const reason = (message = ''): string =>
  plain(message.length > TOLD.characters ? `${message.slice(0, TOLD.characters)}\u2026` : message)

/** What a person can do, where one is waited for. */
function needs({ steps, deadline }: RunStatus): readonly string[] {
  const parked = steps.filter(({ state }) => state === 'parked')
  if (parked.length === 0) return []
  const examples = parked.map(
    ({ step }) => `    {"step":"${step}","action":"retry","reason":"..."}`,
  )
  return [
    '',
    `The run waits for a person until ${minute(deadline)}. Mend the cause, then send the update \`resolveStep\` (More Actions, Send an Update), as`,
    '',
    ...examples.slice(0, TOLD.steps),
    '',
    '`skip` instead of `retry` leaves the table as it was, `abort` ends the run.',
  ]
}

function line(status: StepStatus): string {
  const { step, state, rows, windows } = status
  const done = windows && windows[1] > 1 ? `${FIXED}${windows.join('/')}` : ''
  // The UI leaves no room between columns.
  return `| ${step}${GAP} | ${state}${done}${GAP} | ${grouped(rows)}${GAP} | ${note(status)} |`
}

function note(status: StepStatus): string {
  const { from, to, message, days, changes } = status
  if (message && !isFailed(status)) return plain(message)
  const covered = from && to ? [`${from} to ${to}`] : []
  const differed = days
    ? [`${days.days} days: ${days.added} rows added, ${days.changed} changed, ${days.gone} gone`]
    : []
  return plain([...covered, ...differed, ...(changes?.examples ?? [])].join('; '))
}

const isFailed = ({ state }: StepStatus): boolean => state === 'parked' || state === 'failed'

/** A bar would end a cell, a new line a row, and signs of Markdown would not be shown. */
const plain = (text: string): string =>
  text
    .replaceAll('|', '/')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*~$<>[\]]/g, '\\$&')

const grouped = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',')

/** `2026-01-31 05:51 UTC`. */
const minute = (time: string | null): string => `${(time ?? '').slice(0, 16).replace('T', ' ')} UTC`

function publication({ published }: RunStatus): string {
  if (!published) return ''
  const { tables, problem, latestData, keyMoved } = published
  const key = `latest_data ${latestData}; the cache key ${keyMoved ? 'has moved' : 'stays'}.`
  return `Published ${tables.length} tables. ${problem ?? key}`
}
