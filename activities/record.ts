import { activityInfo, log } from '@temporalio/activity'
import { ApplicationFailure } from '@temporalio/common'

import type { Finding } from '../checks/finding.ts'
import type { Deps as AllDeps } from './deps.ts'
import type { StepInput, StepResult, Warnings } from './steps.ts'

type Deps = Pick<AllDeps, 'warehouse' | 'now'>

interface Outcome {
  readonly state: StepResult['state']
  readonly rows: number
  readonly findings: readonly Finding[]
  readonly changes?: StepResult['changes'] | undefined
  readonly days?: StepResult['days'] | undefined
}

/** Does a step, and keeps in the ops tables what came of it, whether it passed or not. */
export async function recorded(
  deps: Deps,
  place: Place,
  work: () => Promise<Outcome>,
): Promise<StepResult> {
  const keep = keeper(deps, place)
  try {
    const outcome = await work()
    await keep(outcome, null)
    const { state, rows, findings, changes, days } = outcome
    return {
      state,
      rows,
      ...(changes && { changes }),
      ...(days && { days }),
      warnings: warningsOf(findings),
    }
  } catch (error) {
    const failed: Kept = { state: 'failed', rows: 0, findings: findingsOf(error) }
    // Why the step failed matters more than that it could not be kept, often for the same reason.
    await keep(failed, messageOf(error)).catch((lost: unknown) =>
      log.warn('what came of the step could not be kept', { reason: messageOf(lost) }),
    )
    throw error
  }
}

/** Keeps what came of a step that begins now. */
function keeper(deps: Deps, { step, input }: Place) {
  const startedAt = deps.now()
  return async ({ state, rows, findings }: Kept, message: string | null): Promise<void> => {
    await keepFindings(deps, { step, input }, findings)
    await deps.warehouse.record('steps', [
      {
        run_id: input.run,
        step,
        window_from: input.window?.from ?? null,
        window_to: input.window?.to ?? null,
        attempt: activityInfo().attempt,
        started_at: startedAt.toISOString(),
        ended_at: deps.now().toISOString(),
        state,
        rows,
        message,
      },
    ])
  }
}

/** Keeps findings as what a step of a run came to. */
export function keepFindings(
  { warehouse, now }: Deps,
  { step, input }: Place,
  findings: readonly Finding[],
): Promise<void> {
  if (findings.length === 0) return Promise.resolve()
  const at = now()
  return warehouse.record(
    'findings',
    findings.map((finding) => findingRow(finding, { step, input, at })),
  )
}

/** By check, in the order they came. */
function warningsOf(findings: readonly Finding[]): readonly Warnings[] {
  const byCheck = Map.groupBy(findings, ({ check }) => check)
  return [...byCheck].map(([check, found]) => ({
    check,
    count: found.length,
    message: found.at(-1)?.message ?? '',
  }))
}

interface Kept {
  readonly state: StepResult['state'] | 'failed'
  readonly rows: number
  readonly findings: readonly Finding[]
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

/** A failed check carries its findings as the first detail of the failure. */
function findingsOf(error: unknown): readonly Finding[] {
  if (!(error instanceof ApplicationFailure) || error.type !== 'CheckFailed') return []
  const [findings] = error.details ?? []
  return Array.isArray(findings) ? findings : []
}

interface Place {
  readonly step: string
  readonly input: StepInput
}

function findingRow(finding: Finding, { step, input, at }: Place & { readonly at: Date }) {
  return {
    run_id: input.run,
    step,
    window_from: input.window?.from ?? null,
    attempt: activityInfo().attempt,
    found_at: at.toISOString(),
    severity: finding.severity,
    table_name: finding.table,
    check_name: finding.check,
    day: finding.day,
    count: finding.count,
    examples: JSON.stringify(finding.examples),
    message: finding.message,
  }
}
