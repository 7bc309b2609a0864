import type { Day } from '../pipelines/define.ts'
import type { Planned, PublishResult } from '../activities/steps.ts'
import type { Resolution, RunState, RunStatus, StepStatus } from './status.ts'

/** The name by which a publication that failed is parked. */
export const PUBLISH = 'publish'

const PASSED = new Set<string>(['appended', 'replaced', 'built', 'current', 'skipped'])

/** The state of a run: which step may start, what is to be published, what a person has to decide. */
export class Board {
  #status: RunStatus
  readonly #title: (asOf: Day) => string
  readonly #steps = new Map<string, StepStatus>()
  readonly #parents = new Map<string, readonly string[]>()
  readonly #changed: () => void

  /** `changed` is called after each change. */
  constructor(title: (asOf: Day) => string, since: string, changed: () => void) {
    this.#title = title
    this.#status = {
      title: '',
      state: 'Planning',
      waits: false,
      asOf: null,
      since,
      deadline: null,
      steps: [],
      resolutions: [],
      published: null,
    }
    this.#changed = changed
  }

  /** Sets the steps up, as they stood where the run goes on from an execution before. */
  begin({ asOf, deadline, raw, app }: Planned, before?: RunStatus): void {
    const blank = { state: 'waiting', rows: 0, warnings: [] } as const
    for (const { table, windows, parents = [] } of raw) {
      this.#parents.set(table, parents)
      const windowsDone = windows && { windows: [0, windows.length] as const }
      this.#steps.set(table, { step: table, layer: 'raw', ...blank, ...windowsDone })
    }
    for (const { table, parents } of app) {
      this.#parents.set(table, parents)
      this.#steps.set(table, { step: table, layer: 'app', ...blank })
    }
    // What was blocked is waiting: that is read from what it waits for.
    for (const step of before?.steps ?? [])
      this.#steps.set(step.step, step.state === 'blocked' ? { ...step, state: 'waiting' } : step)
    this.#change({ ...before, title: this.#title(asOf), asOf, deadline, state: 'Running' })
  }

  set(step: string, change: Partial<StepStatus>): void {
    const now = this.#steps.get(step)
    if (now) this.#steps.set(step, { ...now, ...change })
    this.#change({})
  }

  get(step: string): StepStatus | undefined {
    return this.#steps.get(step)
  }

  /** The steps that may start now. */
  ready(): readonly string[] {
    return this.#in('waiting').filter((step) =>
      this.#parentsOf(step).every((parent) => PASSED.has(this.#stateOf(parent))),
    )
  }

  parked(): readonly string[] {
    return this.#in('parked')
  }

  /** What the run will build from this step's table, directly or not. */
  below(step: string): readonly string[] {
    const below = new Set([step])
    // The steps stand in build order.
    for (const name of this.#steps.keys())
      if (this.#parentsOf(name).some((parent) => below.has(parent))) below.add(name)
    below.delete(step)
    return [...below]
  }

  /** The tables that were built since the run last published. */
  unpublished(): readonly string[] {
    return this.#in('built').filter((step) => !this.#steps.get(step)?.asked)
  }

  /** Whether there is something to publish; the key is looked at also where no table was built. */
  isPublishDue(): boolean {
    if (this.#steps.get(PUBLISH)?.state === 'parked') return false
    return this.#status.published === null || this.unpublished().length > 0
  }

  /** Adds up what came of all that the run was told to publish. */
  published(asked: readonly string[], { tables, keyMoved, ...now }: PublishResult): void {
    for (const table of asked) this.set(table, { asked: true })
    const before = this.#status.published
    this.#change({
      published: {
        ...now,
        tables: [...new Set([...(before?.tables ?? []), ...tables])],
        keyMoved: keyMoved || (before?.keyMoved ?? false),
      },
    })
  }

  /** A publication that failed is a step like others from then on. */
  parkPublish(message: string): void {
    const step: StepStatus = {
      step: PUBLISH,
      layer: 'publish',
      state: 'parked',
      rows: 0,
      warnings: [],
      message,
    }
    this.#steps.set(PUBLISH, step)
    this.#change({})
  }

  resolve(resolution: Resolution): void {
    const { step, action, reason } = resolution
    this.#status = { ...this.#status, resolutions: [...this.#status.resolutions, resolution] }
    if (action === 'skip') this.set(step, { state: 'skipped', message: `skipped: ${reason}` })
    if (step === PUBLISH && action === 'retry') this.#steps.delete(PUBLISH)
    else if (action === 'retry')
      this.set(step, { state: 'waiting', message: `tried again: ${reason}` })
    this.#changed()
  }

  /** Says whether anything goes on without a person. */
  wait(waits: boolean): void {
    this.#change({ waits })
  }

  /** The decision to end the run, if one was made. */
  aborted(): Resolution | undefined {
    return this.#status.resolutions.find(({ action }) => action === 'abort')
  }

  /** Nobody is waited for any more. */
  end(state: 'Completed' | 'Failed' | 'Cancelled'): void {
    for (const step of this.parked()) this.set(step, { state: 'failed' })
    this.#change({ state, waits: false })
  }

  status(): RunStatus {
    const steps = [...this.#steps.values()].map((step) => this.#shown(step))
    return { ...this.#status, state: this.#state(), steps }
  }

  #state(): RunState {
    const { state } = this.#status
    return state === 'Running' && this.parked().length > 0 ? 'NeedsAttention' : state
  }

  #shown(step: StepStatus): StepStatus {
    const held = step.state === 'waiting' ? this.#holding(step.step) : []
    return held.length > 0
      ? { ...step, state: 'blocked', message: `needs ${held.join(', ')}` }
      : step
  }

  /** Of what a step needs, that which does not come unless a person helps. */
  #holding(step: string): readonly string[] {
    return this.#parentsOf(step).filter(
      (parent) =>
        ['parked', 'failed'].includes(this.#stateOf(parent)) || this.#holding(parent).length > 0,
    )
  }

  #in(state: StepStatus['state']): readonly string[] {
    return [...this.#steps.values()].flatMap((step) => (step.state === state ? [step.step] : []))
  }

  #stateOf(step: string): string {
    return this.#steps.get(step)?.state ?? ''
  }

  #parentsOf(step: string): readonly string[] {
    return this.#parents.get(step) ?? []
  }

  #change(change: Partial<RunStatus>): void {
    this.#status = { ...this.#status, ...change }
    this.#changed()
  }
}
