import type { RunStatus } from './status.ts'

/** What a run did not do, and what people decided about it; null where there is nothing to say. */
export function problemsOf({ steps, published, resolutions, deadline }: RunStatus): string | null {
  const failed = steps.filter(({ state }) => state === 'failed')
  const held = steps.filter(({ state }) => state === 'blocked').map(({ step }) => step)
  const skipped = steps.filter(({ state }) => state === 'skipped')
  const abort = resolutions.find(({ action }) => action === 'abort')
  const lines = [
    ...(failed.length > 0
      ? [
          `${failed.length} of ${steps.length} steps failed; ${published?.tables.length ?? 0} tables were published, the rest stay as they were.`,
        ]
      : []),
    ...failed.map(({ step, message }) => `${step}: ${message}`),
    ...(held.length > 0 ? [`Not built for want of these: ${held.join(', ')}.`] : []),
    ...skipped.map(({ step, message }) => `${step} was ${message}`),
    ...(failed.length > 0 && !abort ? [`Nobody decided about them until ${deadline}.`] : []),
    ...(abort ? [`A person ended the run at ${abort.step}: ${abort.reason}`] : []),
  ]
  return lines.length > 0 ? lines.join('\n') : null
}
