import { addDays } from '../pipelines/days.ts'
import type { Day, RawTable } from '../pipelines/define.ts'
import type { AppendFacts, DayCounts } from './facts.ts'
import { type Finding, warn } from './finding.ts'

/** The same weekday is looked up this many weeks back. */
const WEEKS = 8

/** With fewer of these days nothing can be said. */
const ENOUGH = 4

/** A day may differ by so many standard deviations, as estimated from the median deviation... */
const DEVIATIONS = 4
/** ...or by this share of the median, so that a steady table is not held to its steadiness... */
const SHARE = 0.5
/** ...or by so many rows, so that chance in small numbers is let pass; whichever is most. */
const ROWS = 10

/** The standard deviation of a normal distribution is this many median absolute deviations. */
const NORMAL = 1.4826

/** Days of the batch whose rows differ wildly from those of the same weekday in the eight weeks before. */
export function checkVolume(
  table: RawTable,
  { staged, after }: Pick<AppendFacts, 'staged' | 'after'>,
): Finding[] {
  const unusual = [...staged]
    .map(([day, rows]) => ({ day, rows, usual: usualOf(day, after) }))
    .filter(({ rows, usual }) => usual && Math.abs(rows - usual.median) > usual.band)
    .sort((one, other) => (one.day < other.day ? -1 : 1))
  const [first] = unusual
  if (!first) return []
  return [
    warn('usual-volume', {
      table: table.name,
      day: first.day,
      count: unusual.length,
      examples: unusual.map(
        ({ day, rows, usual }) =>
          `${day}: ${rows} rows, usual are ${usual?.median} give or take ${usual?.band}`,
      ),
      message: `${table.name} has unusual numbers of rows on ${unusual.length} of the batch's days; wanted is about what the same weekday had in the ${WEEKS} weeks before. A holiday or a busy publication explains it, or the site's tagging is broken: compare with the source's own pages.`,
    }),
  ]
}

function usualOf(day: Day, history: DayCounts): { median: number; band: number } | undefined {
  const counts = Array.from({ length: WEEKS }, (_, at) =>
    history.get(addDays(day, -7 * (at + 1))),
  ).filter((rows) => rows !== undefined)
  if (counts.length < ENOUGH) return undefined
  const median = medianOf(counts)
  const deviation = NORMAL * medianOf(counts.map((rows) => Math.abs(rows - median)))
  return { median, band: bandOf(median, deviation) }
}

/** How far a day's rows may lie from what is usual before it counts as wild. */
export const bandOf = (usual: number, deviation = 0): number =>
  Math.ceil(Math.max(DEVIATIONS * deviation, SHARE * usual, ROWS))

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const [low, high] = [sorted[(values.length - 1) >> 1], sorted[values.length >> 1]]
  return ((low ?? 0) + (high ?? 0)) / 2
}
