import type { Command } from 'commander'

import { nearest } from '../nearest.ts'

const BAD_ARGUMENTS = 2
const SHOWN = 3

/** Ends a command for an argument that cannot be, as commander does for those that it knows to be wrong. */
export const refuse = (command: Command, why: string): never =>
  command.error(`error: ${why.replace(/\.$/, '')}.`, { exitCode: BAD_ARGUMENTS })

/** Refuses the first name that is not known, and says which are most like it; `what` is as in `app table`. */
export function requireKnown(
  command: Command,
  chosen: readonly string[],
  { what, known }: { readonly what: string; readonly known: readonly string[] },
): void {
  const unknown = chosen.find((name) => !known.includes(name))
  if (unknown === undefined) return
  const near = nearest(unknown, known).slice(0, SHOWN)
  refuse(
    command,
    `"${unknown}" is no ${what}; the nearest are ${near.map(({ name }) => name).join(', ')}`,
  )
}
