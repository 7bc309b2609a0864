import type { Announcement } from './announcement.ts'
import type { Kill, Order } from './order.ts'
import type { Scene } from './scene.ts'
import { Tries } from './tries.ts'
import { startVictim, type Victim } from './victim.ts'

/** More starts than this, and a run does not end. */
const STARTS = 60

/** A start that has not ended by then hangs. */
const LIFE_MS = 300_000

export interface KillRunOptions {
  readonly orders: readonly Order[]
  /** What any run was killed at by a `fresh` order; added to. */
  readonly struck: Set<string>
}

/** What became of a run that was killed again and again. */
export interface KillRun {
  readonly kills: readonly Kill[]
  readonly starts: number
  readonly settings: Readonly<Record<string, string>>
  /** All that its starts wrote. */
  readonly output: string
  /** What went wrong besides its tables; none where it ended well. */
  readonly faults: readonly string[]
}

/** Runs an update to its end, killing it by the orders and starting it again each time. */
export async function killRun(scene: Scene, options: KillRunOptions): Promise<KillRun> {
  const settings = await scene.next()
  const left = new Orders(options)
  const output: string[] = []
  const pids: number[] = []
  for (let starts = 1; starts <= STARTS; starts += 1) {
    const life = await live(scene, settings, left)
    output.push(life.output)
    pids.push(...life.pids)
    if (!life.hung && (life.code === null || (life.code !== 0 && mayEnd(life)))) continue
    const faults = [
      ...(life.hung ? [`hung:\n${life.output}`] : []),
      ...(life.code === 0 || life.hung ? [] : [`ended with ${life.code}:\n${life.output}`]),
      ...(await scene.leftBy(settings, pids)),
    ]
    return { kills: left.kills, starts, settings, output: output.join('\n'), faults }
  }
  const faults = [`did not end within ${STARTS} starts:\n${output.slice(-3).join('\n')}`]
  return { kills: left.kills, starts: STARTS, settings, output: output.join('\n'), faults }
}

/** A start may end by itself where it was killed in part, or where kills before have used up a step's tries. */
const mayEnd = ({ killed, output }: Life): boolean =>
  killed || /waits for a person[^]*Heartbeat timeout/.test(output)

interface Life {
  readonly code: number | null
  readonly output: string
  /** Whether it had to be killed to end. */
  readonly hung: boolean
  /** Whether anything was killed in it. */
  readonly killed: boolean
  readonly pids: readonly number[]
}

/** From a start to the end that came of it. */
async function live(
  scene: Scene,
  settings: Readonly<Record<string, string>>,
  left: Orders,
): Promise<Life> {
  const before = left.kills.length
  const timers: NodeJS.Timeout[] = []
  const strike = (order: Order, of: string) => {
    const act = () => left.note({ order, of }, victim.kill(order.killed))
    if (order.delayMs) timers.push(setTimeout(act, order.delayMs))
    else act()
  }
  const heard = (what: Announcement) => {
    const order = left.meet(what)
    if (order && 'phase' in what) strike(order, what.of)
  }
  left.begin()
  const victim: Victim = startVictim({ args: scene.args, settings, heard })
  heard({ phase: 'starting', of: 'program', at: 'begin' })
  let hung = false
  timers.push(setTimeout(() => (hung = victim.kill('both')), LIFE_MS))
  const { code, output } = await victim.ended
  timers.forEach(clearTimeout)
  return { code, output, hung, killed: left.kills.length > before, pids: victim.pids() }
}

/** The orders of a run that are still to be carried out. */
class Orders {
  readonly kills: Kill[] = []
  #left: { readonly order: Order; skip: number }[]
  readonly #struck: Set<string>
  readonly #tries = new Tries()
  /** One kill at a time: what comes before it has struck is let pass. */
  #pending: Order | undefined

  constructor({ orders, struck }: KillRunOptions) {
    this.#left = orders.map((order) => ({ order, skip: order.skip ?? 0 }))
    this.#struck = struck
  }

  /** A new start. */
  begin(): void {
    this.#pending = undefined
    this.#tries.begin()
  }

  /** The order that this moment is of. */
  meet(what: Announcement): Order | undefined {
    this.#tries.hear(what)
    if (!('phase' in what) || this.#pending) return undefined
    const met = this.#left.find(({ order }) => this.#isMoment(order, what))
    if (!met) return undefined
    met.skip -= 1
    if (met.skip >= 0) return undefined
    this.#pending = met.order
    return met.order
  }

  /** An order has been carried out, unless there was nothing left to kill. */
  note(kill: Kill, killed: boolean): void {
    this.#pending = undefined
    if (!killed) return
    this.kills.push(kill)
    this.#left = this.#left.filter(({ order }) => order !== kill.order)
    if (kill.order.fresh) this.#struck.add(kill.of)
    if (kill.order.killed !== 'server') this.#tries.kill()
  }

  /** A step that has one try left is spared. */
  #isMoment(order: Order, what: Extract<Announcement, { phase: string }>): boolean {
    if (order.phase !== what.phase || order.at !== what.at) return false
    if (order.killed !== 'server' && !this.#tries.mayKill()) return false
    return !order.fresh || !this.#struck.has(what.of)
  }
}
