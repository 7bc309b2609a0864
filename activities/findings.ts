import type { ApplicationFailure } from '@temporalio/common'

import type { Finding } from '../checks/finding.ts'
import { final, passing } from './failure.ts'

/** Rejects when a finding stops: its message says what was found, the findings travel as details. */
export function requireNoStop(what: string, findings: readonly Finding[]): void {
  const stopped = stoppedBy(final, what, findings)
  if (stopped) throw stopped
}

/** Rejects when a finding stops that another look may not make again. */
export function requireNoStopYet(what: string, findings: readonly Finding[]): void {
  const stopped = stoppedBy(passing, what, findings)
  if (stopped) throw stopped
}

function stoppedBy(
  failure: typeof final,
  what: string,
  findings: readonly Finding[],
): ApplicationFailure | undefined {
  const stopping = findings.filter(({ severity }) => severity === 'stop')
  if (stopping.length === 0) return undefined
  return failure(
    'CheckFailed',
    `${what} was stopped, the table is as it was. ${stopping.map(sentence).join(' ')}`,
    { details: [findings] },
  )
}

const sentence = ({ check, message, examples }: Finding): string =>
  `[${check}] ${message}${examples.length > 0 ? ` For example: ${examples.join('; ')}.` : ''}`
