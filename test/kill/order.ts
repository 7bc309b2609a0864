import type { Phase } from './announcement.ts'
import type { Killed } from './victim.ts'

/** When whom to kill. */
export interface Order {
  readonly phase: Phase
  /** At the beginning of it, or once it is over. */
  readonly at: 'begin' | 'end'
  readonly killed: Killed
  /** Moments like this one that are let pass before. @default 0 */
  readonly skip?: number
  /** Only at what no run was killed at yet. @default anywhere */
  readonly fresh?: boolean
  /** From the moment to the kill, in milliseconds. @default 0 */
  readonly delayMs?: number
}

/** A kill that came to pass. */
export interface Kill {
  readonly order: Order
  /** What the phase was about. */
  readonly of: string
}
