import { isDay } from '../pipelines/days.ts'
import type { Coverage, Day, RawTable } from '../pipelines/define.ts'
import type { Graph } from '../pipelines/graph.ts'
import type { ApplicationFailure } from '@temporalio/common'
import { final } from './failure.ts'
import { BACKFILL_MODES, type BackfillInput } from './steps.ts'

/** A raw table that is filled by the day. */
export type DatedTable = RawTable & { readonly coverage: Coverage }

const EXAMPLE = '{"from":"2026-01-01","to":"2026-01-31","mode":"missing","tables":["ees_ga4_page"]}'

/** The tables of a backfill. Rejects input that no run can follow, with the field, its value, and an example. */
export function requireBackfill(
  graph: Graph,
  input: BackfillInput,
  today: Day,
): readonly DatedTable[] {
  requireDays(input, today)
  const { mode, from } = input
  if (!BACKFILL_MODES.includes(mode))
    throw refused('mode', mode, `"${BACKFILL_MODES.join('" or "')}"`)
  const tables = chosenOf(graph, input.tables)
  const [first] = tables.map(({ coverage }) => coverage.firstDay).sort()
  if (first === undefined || from < first)
    throw refused('from', from, `a day from ${first} on, before which the tables have none`)
  return tables
}

function requireDays({ from, to }: BackfillInput, today: Day): void {
  for (const [field, day] of Object.entries({ from, to }))
    if (!isDay(day)) throw refused(field, day, 'a day of the calendar like "2026-01-31"')
  if (to > today) throw refused('to', to, `a day up to today, ${today} in London`)
  if (from > to) throw refused('from', from, `a day up to that of "to", ${to}`)
}

function chosenOf(graph: Graph, names: readonly string[] | undefined): readonly DatedTable[] {
  const dated = graph.raw.filter(isDated)
  if (!names) return dated
  const known = dated.map(({ name }) => name)
  const wanted = `names of tables that are filled by the day: ${known.join(', ')}`
  const faults = names.filter((name) => !known.includes(name)).map((name) => why(graph, name))
  if (faults.length > 0) throw refused('tables', names, `${wanted}. ${faults.join('; ')}`)
  if (names.length === 0) throw refused('tables', names, `${wanted}; or no such field, for all`)
  return dated.filter(({ name }) => names.includes(name))
}

const isDated = (table: RawTable): table is DatedTable => table.coverage !== undefined

/** Why a name is that of no table to fill by the day. */
function why({ raw, app }: Graph, name: string): string {
  if (app.some((table) => table.name === name))
    return `${name} is an app table: those are rebuilt after a backfill of the raw tables they read`
  const source = raw.find((table) => table.name === name)?.source.kind
  switch (source) {
    case 'frozen':
      return `${name} is frozen: its history was loaded once and is never written again`
    case 'ees-site':
      return `${name} is a list: each update reads it whole`
    case 'parquet-drops':
      return `${name} is filled from files: each update takes those that it lacks`
    default:
      return `${name} is no table`
  }
}

const refused = (field: string, found: unknown, wanted: string): ApplicationFailure =>
  final(
    'BadInput',
    `Planning the backfill: the field "${field}" is ${JSON.stringify(found)}, wanted is ${wanted}. For example: ${EXAMPLE}`,
  )
