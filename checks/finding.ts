import type { Day } from '../pipelines/define.ts'

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
