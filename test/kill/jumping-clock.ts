import { isMainThread } from 'node:worker_threads'

/**
 * Loaded before the program (`node --import`), so that its clock begins at CLOCK_START, an ISO time, and jumps by
 * CLOCK_JUMP_MS when it gets SIGUSR2. The Temporal server has the machine's clock.
 */
const { CLOCK_START = '', CLOCK_JUMP_MS = '' } = process.env
const MachineDate = Date
let ahead = Date.parse(CLOCK_START) - Date.now()

class JumpingDate extends MachineDate {
  constructor(...given: readonly []) {
    if (given.length === 0) super(MachineDate.now() + ahead)
    else super(...given)
  }

  static override now(): number {
    return MachineDate.now() + ahead
  }
}

if (isMainThread) {
  globalThis.Date = JumpingDate as DateConstructor
  process.on('SIGUSR2', () => (ahead += Number(CLOCK_JUMP_MS)))
}
