import { addDays } from '../pipelines/days.ts'
import type { Day, RawTable } from '../pipelines/define.ts'
import { droppedAt } from '../pipelines/drops.ts'
import { type Finding, stop } from './finding.ts'

/** The service did not exist before. */
export const FIRST_DAY: Day = '2020-01-01'

interface Listing {
  /** How many files the source has for the table. */
  readonly listed: number
  /** The names of those that the table lacks. */
  readonly fresh: readonly string[]
}

/** The source's files before one of them is read: there are some, and the names of new ones say when they were written. */
export function checkListing(table: RawTable, { listed, fresh }: Listing, today: Day): Finding[] {
  const nameless = fresh.filter((name) => !droppedAt(name))
  const days = new Map(fresh.map((name) => [name, droppedAt(name)?.slice(0, 10)]))
  const strays = fresh.filter((name) => isStray(days.get(name), today))
  const findings: Finding[] = []
  if (listed === 0)
    findings.push(
      stop('files-there', {
        table: table.name,
        count: 1,
        message: `No file for ${table.name} lies under the parquet root; wanted is at least one. Check that EES_PARQUET_ROOT is the right folder, and that the copy of the logs has not stopped.`,
      }),
    )
  if (nameless.length > 0)
    findings.push(
      stop('files-named', {
        table: table.name,
        count: nameless.length,
        examples: nameless,
        message: `${nameless.length} files for ${table.name} have names that do not begin with a moment; wanted are names like 20260216-170202_public-zip-downloads.parquet. Rename them, or move them out of the way.`,
      }),
    )
  if (strays.length > 0)
    findings.push(
      stop('files-dated', {
        table: table.name,
        day: days.get(strays[0] ?? '') ?? null,
        count: strays.length,
        examples: strays,
        message: `${strays.length} files for ${table.name} are by their names of days before ${FIRST_DAY} or after tomorrow; wanted are days up to ${addDays(today, 1)}. Look who wrote them, and by what clock.`,
      }),
    )
  return findings
}

/** Tomorrow's day begins east of here. */
export const isStray = (day: Day | undefined, today: Day): boolean =>
  day !== undefined && (day < FIRST_DAY || day > addDays(today, 1))
