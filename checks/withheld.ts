import { daysBetween, showWindow } from '../pipelines/days.ts'
import type { RawTable, Window } from '../pipelines/define.ts'
import { type Finding, warn } from './finding.ts'
import type { CheckName } from './names.ts'

/** What Google says it left out, folded or estimated in an answer; each is kept as a finding. */
export interface Withheld {
  /** Rows above the cardinality limit were folded into `(other)`. */
  readonly otherRow: boolean
  /** Small numbers were left out. */
  readonly thresholded: boolean
  /** The share of events the answer was computed from, 0 to 1; absent when not sampled. */
  readonly sampledShare?: number
  /** Further reasons for truncation, as the API names them. */
  readonly truncated: readonly string[]
}

/** The rows that came are true, but not all: each way in which they are not is kept, for every day of the window. */
export function checkWithheld(table: RawTable, window: Window, withheld: Withheld): Finding[] {
  const { otherRow, thresholded, sampledShare, truncated } = withheld
  const said = (check: CheckName, message: string, examples: readonly string[] = []): Finding =>
    warn(check, {
      table: table.name,
      day: window.from,
      count: daysBetween(window.from, window.to) + 1,
      examples,
      message: `For ${showWindow(window)} of ${table.name} the source ${message}`,
    })
  const findings: Finding[] = []
  if (otherRow)
    findings.push(
      said(
        'no-other-row',
        'folded rows above its cardinality limit into (other); wanted is every row. Shorter windows may bring them back.',
      ),
    )
  if (thresholded)
    findings.push(
      said(
        'not-thresholded',
        'withheld rows with small numbers, so that no person can be known by them; wanted is every row. Reporting identity in the property settings decides it.',
      ),
    )
  if (sampledShare !== undefined && sampledShare < 1)
    findings.push(
      said(
        'not-sampled',
        `estimated its answer from ${percent(sampledShare)} of the events; wanted is all of them. Shorter windows may avoid it.`,
      ),
    )
  if (truncated.length > 0)
    findings.push(
      said(
        'not-truncated',
        `cut its answer for another reason (${truncated.join(', ')}); wanted is none. Look the reason up in the API's reference.`,
        truncated,
      ),
    )
  return findings
}

const percent = (share: number): string => `${Math.floor(share * 1000) / 10} %`
