import { addDays, splitWindow } from '../pipelines/days.ts'
import { type Day, type RawTable, sql, type Window } from '../pipelines/define.ts'
import { arrangeSteps } from './arrange-steps.ts'
import type { Deps as AllDeps } from './deps.ts'
import { final } from './failure.ts'
import { londonDay } from './london-day.ts'
import type { Plan, RawStep, RunInput } from './steps.ts'
import type { Scope } from './warehouse/warehouse.ts'

type Deps = Pick<AllDeps, 'graph' | 'warehouse' | 'sourcesKind' | 'now'>

/** Rows of a window are held back until all are there: a month is what one step fetches and commits. */
export const WINDOW_DAYS = 31

/** Says what a run will fetch and build, from what the warehouse holds now; writes nothing but missing tables. */
export async function plan(deps: Deps, input: RunInput): Promise<Plan> {
  const { graph, warehouse } = deps
  const asOf = logicalDay(input, deps.now())
  const chosen = choose(deps, input.tables)
  await warehouse.prepare([...graph.raw, ...graph.app], deps.sourcesKind)
  const scope = { run: input.run, runDay: asOf }
  const tables = graph.raw.filter(
    ({ name, source }) => chosen.has(name) && source.kind !== 'frozen',
  )
  const raw = await Promise.all(tables.map((table) => rawStep(deps, table, scope)))
  return arrangeSteps(graph, { run: input.run, asOf, raw, chosen })
}

/** The schedule's own start time, else what the input says, else today. */
function logicalDay({ scheduledAt, asOf }: RunInput, now: Date): Day {
  const today = londonDay(now)
  const day = scheduledAt ? londonDay(new Date(scheduledAt)) : (asOf ?? today)
  if (day > today)
    throw final(
      'BadInput',
      `Planning the run: asOf is ${day}, which is after today, ${today} in London. Give a day up to today, as {"asOf":"${today}"}.`,
    )
  return day
}

function choose({ graph }: Deps, tables: readonly string[] | undefined): ReadonlySet<string> {
  const known = [...graph.raw, ...graph.app].map(({ name }) => name)
  const unknown = tables?.filter((name) => !known.includes(name)) ?? []
  if (unknown.length > 0)
    throw final(
      'BadInput',
      `Planning the run: no table is named ${unknown.join(', ')}. The tables are ${known.join(', ')}.`,
    )
  return new Set(tables ?? known)
}

async function rawStep({ warehouse }: Deps, table: RawTable, scope: Scope): Promise<RawStep> {
  const { coverage, name, source } = table
  if (!coverage)
    return { table: name, reads: source.kind === 'parquet-drops' ? 'new files' : 'whole list' }
  const [row] = await warehouse.query(sql`select max(date) as newest from ${table}`, scope)
  const newest = row?.['newest']
  const window: Window = {
    from: typeof newest === 'string' ? addDays(newest, 1) : coverage.firstDay,
    to: addDays(scope.runDay, -coverage.lagDays),
  }
  return { table: name, windows: window.from <= window.to ? splitWindow(window, WINDOW_DAYS) : [] }
}
