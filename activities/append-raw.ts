import { checkAppend } from '../checks/append.ts'
import { checkBatch } from '../checks/batch.ts'
import type { Finding } from '../checks/finding.ts'
import type { CheckName } from '../checks/names.ts'
import { checkWindow } from '../checks/window.ts'
import { checkWithheld } from '../checks/withheld.ts'
import { eachDay, showWindow, stretches } from '../pipelines/days.ts'
import { expression, type RawTable, sql, type Window } from '../pipelines/define.ts'
import type { Deps } from './deps.ts'
import { passing } from './failure.ts'
import { columnsOf } from './frame.ts'
import { requireNoStop } from './findings.ts'
import type { LocalBatch } from './scratch.ts'
import type { Scope } from './warehouse/warehouse.ts'

/** The check that another writer of the same days makes fail. */
const DAY_TWICE: CheckName = 'no-day-twice'

/** What a step tells on its way: rows fetched so far, and the quota left where the source says. */
export type Progress = (rows: number) => void

interface Outcome {
  readonly rows: number
  readonly findings: readonly Finding[]
}

/**
 * Fetches the days of the window that the table lacks, checks them, and appends them. Which days those are is read
 * from the table itself, so that a step done twice appends once.
 */
export async function appendRaw(
  deps: Deps,
  { table, window, progress }: { table: RawTable; window: Window; progress: Progress },
  scope: Scope & { readonly signal: AbortSignal },
): Promise<Outcome> {
  requireNoStop(`Appending to ${table.name}`, checkWindow(table, window, scope.runDay))
  const outcomes: Outcome[] = []
  let before = 0
  for (const missing of await missingWindows(deps, { table, window }, scope)) {
    const outcome = await appendWindow(
      deps,
      { table, window: missing, progress: (rows) => progress(before + rows) },
      scope,
    )
    before += outcome.rows
    outcomes.push(outcome)
  }
  return { rows: before, findings: outcomes.flatMap(({ findings }) => findings) }
}

interface Target {
  readonly table: RawTable
  readonly window: Window
}

async function missingWindows(
  { warehouse }: Deps,
  { table, window }: Target,
  scope: Scope,
): Promise<readonly Window[]> {
  const rows = await warehouse.query(
    sql`select distinct date as day from ${table}
        where date between ${day(window.from)} and ${day(window.to)}`,
    scope,
  )
  const there = new Set(rows.map((row) => row['day']))
  return stretches(eachDay(window).filter((missing) => !there.has(missing)))
}

const day = (text: string) => sql`${expression('DATE')} ${text}`

async function appendWindow(
  deps: Deps,
  { table, window, progress }: Target & { progress: Progress },
  scope: Scope & { readonly signal: AbortSignal },
): Promise<Outcome> {
  return deps.scratch.batch(table, async (batch) => {
    const what = `Appending ${showWindow(window)} to ${table.name}`
    const withheld = await fetch(deps, { table, window, progress, batch }, scope.signal)
    const checked = [...withheld, ...checkBatch(table, await batch.facts(window))]
    requireNoStop(what, checked)
    if (batch.rows === 0) return { rows: 0, findings: checked }
    const file = await batch.save()
    const judge = (facts: Parameters<typeof checkAppend>[1]) => checkAppend(table, facts)
    const written = await deps.warehouse.append({ table, file, window }, judge, scope)
    if (written.findings.some(({ check }) => check === DAY_TWICE))
      throw passing(
        'Warehouse',
        `${what}: another writer appended some of these days meanwhile. The step looks again for what is missing.`,
      )
    requireNoStop(what, written.findings)
    return { rows: written.rows, findings: [...checked, ...written.findings] }
  })
}

async function fetch(
  { sources }: Deps,
  { table, window, progress, batch }: Target & { progress: Progress; batch: LocalBatch },
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  if (table.source.kind !== 'ga4' && table.source.kind !== 'search-console')
    throw new TypeError(`${table.name} has no dated source`)
  let rows = 0
  const findings = new Map<string, Finding>()
  for await (const page of sources[table.source.kind](table, window, signal)) {
    await batch.add(columnsOf(page.frame))
    rows += page.frame.shape[0] ?? 0
    progress(rows)
    // Each page repeats what the source says of the whole answer.
    for (const finding of checkWithheld(table, window, page.withheld))
      findings.set(`${finding.check} ${finding.day}`, finding)
  }
  return [...findings.values()]
}
