import { type Random, random } from '../../sandbox/random.ts'
import type { Phase } from './announcement.ts'
import type { Order } from './order.ts'
import { KILLED, type Killed } from './victim.ts'

/** What a phase has moments of, and how long after one of them it may still be going on, in milliseconds. */
interface Moments {
  readonly phase: Phase
  /** How many of them may be let pass. */
  readonly upTo: number
  readonly withinMs: number
}

/** In a run each of these is killed at a random moment. */
const WITHIN: readonly Moments[] = [
  { phase: 'starting', upTo: 0, withinMs: 2500 },
  { phase: 'planning', upTo: 0, withinMs: 200 },
  { phase: 'fetching', upTo: 20, withinMs: 100 },
  { phase: 'staging', upTo: 20, withinMs: 30 },
  { phase: 'appending', upTo: 6, withinMs: 60 },
  { phase: 'building', upTo: 4, withinMs: 300 },
  { phase: 'publishing', upTo: 0, withinMs: 200 },
  { phase: 'finishing', upTo: 0, withinMs: 20 },
]

/** In a run these are killed as they end: a boundary of which one side is committed and the other not told of it. */
const ENDS: readonly Phase[] = [
  'planning',
  'appending',
  'building',
  'settling',
  'settling',
  'settling',
  'publishing',
  'finishing',
]

/** The kills of a run: at random, and the same for the same seed and number. */
export function ordersOf(seed: number, run: number): readonly Order[] {
  const draw = random(seed, 'kills', run)
  return [
    ...WITHIN.map((moments) => within(moments, draw)),
    ...ENDS.map((phase, at) => ({
      phase,
      at: 'end' as const,
      killed: KILLED[(run + at) % KILLED.length] ?? 'both',
      fresh: phase === 'settling',
    })),
  ]
}

function within({ phase, upTo, withinMs }: Moments, draw: Random): Order {
  return {
    phase,
    at: 'begin',
    killed: drawn(phase, draw),
    skip: draw.below(upTo + 1),
    delayMs: draw.below(withinMs + 1),
  }
}

/** While the program starts it has no server yet, for most of the time. */
const drawn = (phase: Phase, draw: Random): Killed =>
  phase === 'starting' ? 'worker' : (KILLED[draw.below(KILLED.length)] ?? 'both')
