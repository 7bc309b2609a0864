/** What a run goes through, in its order; `settling` is when a step's outcome is being kept. */
export const PHASES = [
  'starting',
  'planning',
  'fetching',
  'staging',
  'appending',
  'building',
  'settling',
  'publishing',
  'finishing',
] as const

export type Phase = (typeof PHASES)[number]

/** What a victim tells on its way, a line of JSON each. */
export type Announcement =
  | {
      readonly phase: Phase
      /** A table's name, or what else the phase is about. */
      readonly of: string
      /** Whether it begins, or is over and committed. */
      readonly at: 'begin' | 'end'
    }
  /** A process that the victim has started. */
  | { readonly pid: number; readonly args: readonly string[] }

/** The descriptor that a victim writes them to. */
export const ANNOUNCEMENTS = 3
