import type { Announcement, Phase } from './announcement.ts'

/** How often a worker may die at each without using up the tries that the workflow gives it. */
const DEATHS: Readonly<Partial<Record<Phase, number>>> = {
  planning: 3,
  fetching: 6,
  staging: 6,
  appending: 6,
  building: 2,
  settling: 2,
  publishing: 2,
  finishing: 2,
}

/** By then the server knows of an end that was told here. */
const KNOWN_MS = 500

/** Keeps count of how often a worker died in each step of a run. */
export class Tries {
  readonly #deaths = new Map<string, number>()
  readonly #allowed = new Map<string, number>()
  /** Steps under way, until well after their end. */
  readonly #underWay = new Map<string, NodeJS.Timeout | undefined>()

  /** A new worker, which has begun nothing. */
  begin(): void {
    for (const known of this.#underWay.values()) clearTimeout(known)
    this.#underWay.clear()
  }

  hear(what: Announcement): void {
    if (!('phase' in what)) return
    const allowed = DEATHS[what.phase]
    if (allowed === undefined) return
    const step = what.of === 'run' ? what.phase : what.of
    clearTimeout(this.#underWay.get(step))
    if (what.phase !== 'settling') this.#allowed.set(step, allowed)
    const over = what.at === 'end' && !['appending', 'building'].includes(what.phase)
    const forget = () => void this.#underWay.delete(step)
    this.#underWay.set(step, over ? setTimeout(forget, KNOWN_MS) : undefined)
  }

  /** Whether no step under way would be given up if the worker died now. */
  mayKill(): boolean {
    return [...this.#underWay.keys()].every(
      (step) => (this.#deaths.get(step) ?? 0) < (this.#allowed.get(step) ?? 1),
    )
  }

  /** The worker died. */
  kill(): void {
    for (const step of this.#underWay.keys())
      this.#deaths.set(step, (this.#deaths.get(step) ?? 0) + 1)
    this.begin()
  }
}
