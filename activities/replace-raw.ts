import type { DayChange } from '../checks/facts.ts'
import type { Finding } from '../checks/finding.ts'
import { checkReplaceDays } from '../checks/replace-days.ts'
import { checkWindow } from '../checks/window.ts'
import { showWindow } from '../pipelines/days.ts'
import { type DatedDeps, type Fetch, fetchWindow } from './fetch-window.ts'
import { requireNoStop } from './findings.ts'
import type { Scope } from './warehouse/warehouse.ts'

interface Outcome {
  readonly state: 'replaced' | 'current'
  readonly rows: number
  readonly findings: readonly Finding[]
  readonly days: readonly DayChange[]
}

/** Fetches all days of the window again, checks them, and swaps those that the table has otherwise. */
export async function replaceRaw(
  deps: DatedDeps,
  fetch: Fetch,
  scope: Scope & { readonly signal: AbortSignal },
): Promise<Outcome> {
  const { table, window } = fetch
  const what = `Replacing ${showWindow(window)} of ${table.name}`
  requireNoStop(what, checkWindow(table, window, scope.runDay))
  return deps.scratch.batch(table, async (batch) => {
    const checked = await fetchWindow(deps, { ...fetch, batch }, scope.signal)
    requireNoStop(what, checked)
    const file = await batch.save()
    const judge = (facts: Parameters<typeof checkReplaceDays>[1]) => checkReplaceDays(table, facts)
    const {
      rows,
      days,
      findings: judged,
    } = await deps.warehouse.replaceDays({ table, file, window }, judge, scope)
    requireNoStop(what, judged)
    const state = days.length > 0 ? 'replaced' : 'current'
    return { state, rows, days, findings: [...checked, ...judged] }
  })
}
