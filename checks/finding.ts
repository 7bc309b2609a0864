import type { Day } from '../pipelines/define.ts'
import type { CheckName } from './names.ts'

/** What a check found: `stop` keeps the step from going on, `warn` is kept and shown. */
export interface Finding {
  readonly severity: 'stop' | 'warn'
  /** The check's name, as in `no-duplicates`. */
  readonly check: string
  readonly table: string
  /** The first day concerned, where the finding is about days. */
  readonly day: Day | null
  /** How many rows, days or values are concerned. */
  readonly count: number
  /** Up to five of them, as text. */
  readonly examples: readonly string[]
  /** What was found and what was wanted, in a sentence. */
  readonly message: string
}

/** How many offending rows or values a finding shows. */
export const EXAMPLES = 5

export const stops = (findings: readonly Finding[]): boolean =>
  findings.some((finding) => finding.severity === 'stop')

type Details = Pick<Finding, 'table' | 'count' | 'message'> &
  Partial<Pick<Finding, 'day' | 'examples'>>

/** A finding that stops the step. A check makes one finding at most, whatever it finds how often. */
export const stop = (check: CheckName, details: Details): Finding => finding('stop', check, details)

/** A finding to be kept and shown. */
export const warn = (check: CheckName, details: Details): Finding => finding('warn', check, details)

/** A finding of either severity, where the declaration decides it. */
export const finding = (
  severity: Finding['severity'],
  check: string,
  { day = null, examples = [], ...details }: Details,
): Finding => ({ severity, check, day, examples: examples.slice(0, EXAMPLES), ...details })
