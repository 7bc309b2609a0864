import { writeSync } from 'node:fs'

import { type Announcement, ANNOUNCEMENTS, type Phase } from './announcement.ts'

/** Tells who watches this process; what is told has left it, even if it is killed at once. */
export const announce = (what: Announcement): void =>
  void writeSync(ANNOUNCEMENTS, `${JSON.stringify(what)}\n`)

/** Does work whose beginning and end are told. */
export async function during<T>(phase: Phase, of: string, work: () => Promise<T>): Promise<T> {
  announce({ phase, of, at: 'begin' })
  const result = await work()
  announce({ phase, of, at: 'end' })
  return result
}
