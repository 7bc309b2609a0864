import { addDays, daysBetween, eachDay, showWindow, stretches } from '../pipelines/days.ts'
import type { Day, RawTable } from '../pipelines/define.ts'
import { droppedAt } from '../pipelines/drops.ts'
import { type Finding, warn } from './finding.ts'
import type { CheckName } from './names.ts'

/** Over a long weekend there may be none. */
const STALE_DAYS = 5

export interface FilesAfter {
  /** The names of the files that the source has. */
  readonly listed: ReadonlySet<string>
  /** Those that the table had before the step, and those that it has now. */
  readonly before: ReadonlySet<string>
  readonly after: ReadonlySet<string>
}

/** What is odd about the files once the new ones are in; none of it stops anything. */
export function checkFilesAfter(table: RawTable, files: FilesAfter, runDay: Day): Finding[] {
  const missing = missingDays(files)
  return [
    ...stale(table, files, runDay),
    ...gone(table, files),
    ...lacking(table, missing.filter(not(isWeekend)), 'weekdays-have-files'),
    ...lacking(table, missing.filter(isWeekend), 'weekends-have-files'),
  ]
}

function stale(table: RawTable, { listed }: FilesAfter, runDay: Day): Finding[] {
  const newest = newestOf(listed)
  const age = newest ? daysBetween(newest, runDay) : 0
  if (!newest || age <= STALE_DAYS) return []
  return [
    warn('files-fresh', {
      table: table.name,
      day: newest,
      count: age,
      message: `The newest file for ${table.name} is of ${newest}, ${age} days before the run; wanted are ${STALE_DAYS} at most. Nobody may have called, or the copy of the logs has stopped.`,
    }),
  ]
}

function gone(table: RawTable, { listed, after }: FilesAfter): Finding[] {
  const names = [...after].filter((name) => !listed.has(name)).sort()
  if (names.length === 0) return []
  return [
    warn('files-kept', {
      table: table.name,
      count: names.length,
      examples: names,
      message: `${names.length} files that ${table.name} was filled from are no longer under the parquet root; wanted is every one. The table keeps their rows.`,
    }),
  ]
}

/** Days without a file up to the newest one. Those before the step's own files were told when they came. */
function missingDays({ before, after }: FilesAfter): Day[] {
  const days = daysOf(after)
  const newest = newestOf(after)
  const known = newestOf(before)
  const from = known ? addDays(known, 1) : [...days].reduce(earlier, newest ?? '')
  return newest ? eachDay({ from, to: newest }).filter((day) => !days.has(day)) : []
}

function lacking(table: RawTable, days: readonly Day[], check: CheckName): Finding[] {
  const [first] = days
  if (first === undefined) return []
  const kind = check === 'weekdays-have-files' ? 'weekdays' : 'days at weekends'
  return [
    warn(check, {
      table: table.name,
      day: first,
      count: days.length,
      examples: stretches(days).map(showWindow),
      message: `${table.name} has no file of ${days.length} ${kind} between the files that it had before and the newest; wanted is every day. Nobody may have called, or files were lost on their way.`,
    }),
  ]
}

const daysOf = (names: Iterable<string>): ReadonlySet<Day> =>
  new Set([...names].flatMap((name) => droppedAt(name)?.slice(0, 10) ?? []))

const newestOf = (names: Iterable<string>): Day | undefined =>
  [...daysOf(names)].reduce<Day | undefined>(
    (newest, day) => (newest && newest > day ? newest : day),
    undefined,
  )

const earlier = (one: Day, other: Day): Day => (one < other ? one : other)

const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(day).getUTCDay())

const not =
  (is: (day: Day) => boolean) =>
  (day: Day): boolean =>
    !is(day)
