import { checkAppend } from '../checks/append.ts'
import type { Finding } from '../checks/finding.ts'
import type { CheckName } from '../checks/names.ts'
import { checkWindow } from '../checks/window.ts'
import { eachDay, showWindow, stretches } from '../pipelines/days.ts'
import { daysThere } from './days-there.ts'
import { passing } from './failure.ts'
import { type DatedDeps, type Fetch, fetchWindow } from './fetch-window.ts'
import { requireNoStop } from './findings.ts'
import type { Scope } from './warehouse/warehouse.ts'

/** The check that another writer of the same days makes fail. */
const DAY_TWICE: CheckName = 'no-day-twice'

interface Outcome {
  readonly rows: number
  readonly findings: readonly Finding[]
}

/**
 * Fetches the days of the window that the table lacks, checks them, and appends them. Which days those are is read
 * from the table itself, so that a step done twice appends once.
 */
export async function appendRaw(
  deps: DatedDeps,
  { table, window, progress }: Fetch,
  scope: Scope & { readonly signal: AbortSignal },
): Promise<Outcome> {
  requireNoStop(`Appending to ${table.name}`, checkWindow(table, window, scope.runDay))
  const there = await daysThere(deps.warehouse, { table, window }, scope)
  const outcomes: Outcome[] = []
  let before = 0
  for (const missing of stretches(eachDay(window).filter((day) => !there.has(day)))) {
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

function appendWindow(
  deps: DatedDeps,
  fetch: Fetch,
  scope: Scope & { readonly signal: AbortSignal },
): Promise<Outcome> {
  const { table, window } = fetch
  return deps.scratch.batch(table, async (batch) => {
    const what = `Appending ${showWindow(window)} to ${table.name}`
    const checked = await fetchWindow(deps, { ...fetch, batch }, scope.signal)
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
