/** What was seen of one thing. */
export interface Finding {
  /** `unsure` where it could not be seen; it is told, and is no fault. */
  readonly state: 'ok' | 'missing' | 'unsure'
  /** A clause or sentences. */
  readonly what: string
  /** Statements and commands that mend it, as they can be run. */
  readonly mend?: readonly string[]
}

export const ok = (what: string): Finding => ({ state: 'ok', what })

export const missing = (what: string, ...mend: readonly string[]): Finding => ({
  state: 'missing',
  what,
  mend,
})

export const unsure = (what: string, ...mend: readonly string[]): Finding => ({
  state: 'unsure',
  what,
  mend,
})
