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
  const { otherRow, thresholded, sampledShare = 1, truncated } = withheld
  const ways: readonly (readonly [met: boolean, check: CheckName, what: string])[] = [
    [otherRow, 'no-other-row', OTHER_ROW],
    [thresholded, 'not-thresholded', THRESHOLDED],
    [sampledShare < 1, 'not-sampled', sampled(sampledShare)],
    [truncated.length > 0, 'not-truncated', cut(truncated)],
  ]
  return ways
    .filter(([met]) => met)
    .map(([, check, what]) =>
      warn(check, {
        table: table.name,
        day: window.from,
        count: daysBetween(window.from, window.to) + 1,
        examples: check === 'not-truncated' ? truncated : [],
        message: `For ${showWindow(window)} of ${table.name} the source ${what}`,
      }),
    )
}

const OTHER_ROW =
  'folded rows above its cardinality limit into (other); wanted is every row. Shorter windows may bring them back.'

const THRESHOLDED =
  "withheld rows with small numbers, so that no person can be known by them; wanted is every row. The property's reporting identity decides it."

const sampled = (share: number): string =>
  `estimated its answer from ${Math.floor(share * 1000) / 10} % of the events; wanted is all of them. Shorter windows may avoid it.`

const cut = (reasons: readonly string[]): string =>
  `cut its answer for another reason (${reasons.join(', ')}); wanted is none. Look the reason up in the reference of its API.`
