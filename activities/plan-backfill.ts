import { missingDays } from '../checks/missing-days.ts'
import { addDays, eachDay, splitWindow } from '../pipelines/days.ts'
import { type Day, sql, type Window } from '../pipelines/define.ts'
import { arrangeSteps } from './arrange-steps.ts'
import { type DatedTable, requireBackfill } from './backfill-input.ts'
import { daysThere } from './days-there.ts'
import type { Deps as AllDeps } from './deps.ts'
import { londonDay } from './london-day.ts'
import { WINDOW_DAYS } from './plan.ts'
import type { BackfillInput, Plan } from './steps.ts'
import type { Scope } from './warehouse/warehouse.ts'

type Deps = Pick<AllDeps, 'graph' | 'warehouse' | 'sourcesKind' | 'now'>

/**
 * Says what a backfill will fetch, from what the warehouse holds now, and what is built after it; writes nothing but
 * missing tables. Each table's range is that of the input within what its source has.
 */
export async function planBackfill(deps: Deps, input: BackfillInput): Promise<Plan> {
  const { graph, warehouse, sourcesKind } = deps
  const asOf = londonDay(deps.now())
  const tables = requireBackfill(graph, input, asOf)
  await warehouse.prepare([...graph.raw, ...graph.app], sourcesKind)
  const scope = { run: input.run, runDay: asOf }
  const raw = await Promise.all(
    tables.map(async (table) => {
      const range = within(table, input, asOf)
      const windows =
        input.mode === 'replace'
          ? splitWindow(range, WINDOW_DAYS)
          : windowsOf(await absentDays(deps, { table, window: range }, scope))
      return { table: table.name, windows }
    }),
  )
  return arrangeSteps(graph, {
    run: input.run,
    asOf,
    raw,
    chosen: new Set(raw.map(({ table }) => table)),
  })
}

/** The days of the range that the source has, final as of the day. */
function within({ coverage }: DatedTable, { from, to }: Window, asOf: Day): Window {
  const last = addDays(asOf, -coverage.lagDays)
  return {
    from: from < coverage.firstDay ? coverage.firstDay : from,
    to: to > last ? last : to,
  }
}

interface Span {
  readonly table: DatedTable
  readonly window: Window
}

/**
 * The days that a table lacks. The source need not have those before `coveredFrom`: they were asked for when the table
 * was first filled, oldest first, and are asked for only where it does not reach back so far. Later days that a source
 * can be without are asked for again, as who starts a backfill wants to know whether they have come.
 */
async function absentDays(
  { warehouse }: Deps,
  { table, window }: Span,
  scope: Scope,
): Promise<readonly Day[]> {
  const there = await daysThere(warehouse, { table, window }, scope)
  const [row] = await warehouse.query(sql`select min(date) as oldest from ${table}`, scope)
  const oldest = row?.['oldest']
  const reachesBack = typeof oldest === 'string' && oldest <= table.coverage.coveredFrom
  return reachesBack
    ? missingDays(table.coverage, window, there)
    : eachDay(window).filter((day) => !there.has(day))
}

/** Days, in order, in windows from the first to the last of those that one step fetches. */
function windowsOf(days: readonly Day[]): readonly Window[] {
  const windows: { from: Day; to: Day }[] = []
  for (const day of days) {
    const last = windows.at(-1)
    if (last && day < addDays(last.from, WINDOW_DAYS)) last.to = day
    else windows.push({ from: day, to: day })
  }
  return windows
}
