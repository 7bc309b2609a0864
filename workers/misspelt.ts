import { nearest } from './nearest.ts'

/** Other programs' settings do not start so: each has to be one of ours. */
const OWN = ['EES_', 'GA4_', 'SEARCH_CONSOLE_']

/** Theirs may start so too: only what is nearly one of ours is taken for it. */
const SHARED = ['DATABRICKS_', 'DUCKDB_']
const NEAR = 3

/**
 * Finds settings that were meant to be known ones.
 * @returns a sentence for each, with the nearest known name
 */
export function misspelt(given: readonly string[], known: readonly string[]): string[] {
  return given
    .filter((name) => !known.includes(name))
    .flatMap((name) =>
      nearest(name, known)
        .slice(0, 1)
        .map((near) => ({ name, near })),
    )
    .filter(
      ({ name, near }) =>
        startsWithOne(name, OWN) || (startsWithOne(name, SHARED) && near.steps <= NEAR),
    )
    .map(({ name, near }) => `${name} is no setting; did you mean ${near.name}?`)
}

const startsWithOne = (name: string, prefixes: readonly string[]) =>
  prefixes.some((prefix) => name.startsWith(prefix))
