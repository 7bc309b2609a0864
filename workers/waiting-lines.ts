import type { RunStatus } from '../workflows/status.ts'
import type { Left } from './follow.ts'

/** What a run waits for, and what a person can do about it. */
export function waitingLines({ steps, deadline }: RunStatus, { workflowId, own }: Left): string[] {
  const parked = steps.filter(({ state }) => state === 'parked')
  const held = steps.filter(({ state }) => state === 'blocked').map(({ step }) => step)
  const first = parked[0]?.step ?? 'STEP'
  return [
    `${parked.length} of ${steps.length} steps failed, and the run ${workflowId} waits for a person until ${deadline}:`,
    ...parked.map(({ step, message }) => `${step}: ${message}`),
    ...(held.length > 0 ? [`Not built for want of these: ${held.join(', ')}.`] : []),
    own
      ? 'Mend the cause and start the same command again: what failed is tried again, and the rest is not done twice.'
      : `Mend the cause, then: npx ees resolve ${workflowId} ${first} retry --reason "what was mended"`,
  ]
}
