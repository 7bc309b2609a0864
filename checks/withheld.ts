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
