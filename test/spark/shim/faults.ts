/** What the rig is told to do wrong. */
export type Fault =
  /** Every token is refused, also ones that are asked for meanwhile. */
  | { readonly kind: 'token-refused' }
  /** Nobody has a grant on any volume. */
  | { readonly kind: 'volume-refused' }
  /** The next requests are answered with this status. */
  | (Aim & { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number })
  /** The next requests are taken and get no answer. */
  | (Aim & { readonly kind: 'hang' })
  /** The next requests are done, and the connection breaks before the answer. */
  | (Aim & { readonly kind: 'answer-lost' })
  /** The next requests are done, and get no answer. */
  | (Aim & { readonly kind: 'answer-withheld' })

/** Which requests. */
export interface Aim {
  readonly on: 'sql' | 'files' | 'login'
  /** Of SQL, only these calls, such as `ExecuteStatement`. @default all */
  readonly call?: string
  /** Of SQL, only statements with these texts. @default all */
  readonly statement?: readonly string[]
  /** How many. @default 1 */
  readonly times?: number
}

export type Aimed = Extract<Fault, Aim>

export interface Asked {
  readonly on: Aim['on']
  readonly call?: string
  /** The message, in which a statement's text can be looked for. */
  readonly message?: Buffer
}

export class Faults {
  #faults: Fault[] = []

  add(fault: Fault): void {
    this.#faults.push(fault)
  }

  clear(): void {
    this.#faults = []
  }

  has(kind: 'token-refused' | 'volume-refused'): boolean {
    return this.#faults.some((fault) => fault.kind === kind)
  }

  /** How many requests are still to meet one that is aimed. */
  get pending(): number {
    return this.#faults.reduce((sum, fault) => sum + ('on' in fault ? (fault.times ?? 1) : 0), 0)
  }

  /** The fault that a request meets; it counts as met. */
  meet(asked: Asked): Aimed | undefined {
    const at = this.#faults.findIndex((fault) => 'on' in fault && isAimedAt(fault, asked))
    const fault = this.#faults[at]
    if (!fault || !('on' in fault)) return undefined
    const times = (fault.times ?? 1) - 1
    this.#faults.splice(at, 1, ...(times > 0 ? [{ ...fault, times }] : []))
    return fault
  }
}

const isAimedAt = ({ on, call, statement }: Aimed, asked: Asked): boolean =>
  on === asked.on &&
  (call === undefined || call === asked.call) &&
  (statement ?? []).every((text) => asked.message?.includes(text))
