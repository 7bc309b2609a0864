import type { Finding } from '../checks/finding.ts'
import { final } from './failure.ts'

/** Rejects when a finding stops: its message says what was found, the findings travel as details. */
export function requireNoStop(what: string, findings: readonly Finding[]): void {
  const stopping = findings.filter(({ severity }) => severity === 'stop')
  if (stopping.length === 0) return
  throw final(
    'CheckFailed',
    `${what} was stopped, the table is as it was. ${stopping.map(sentence).join(' ')}`,
    { details: [findings] },
  )
}

const sentence = ({ check, message, examples }: Finding): string =>
  `[${check}] ${message}${examples.length > 0 ? ` For example: ${examples.join('; ')}.` : ''}`
