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
    .map((name) => ({ name, ...nearest(name, known) }))
    .filter(
      ({ name, steps }) =>
        startsWithOne(name, OWN) || (startsWithOne(name, SHARED) && steps <= NEAR),
    )
    .map(({ name, candidate }) => `${name} is no setting; did you mean ${candidate}?`)
}

const startsWithOne = (name: string, prefixes: readonly string[]) =>
  prefixes.some((prefix) => name.startsWith(prefix))

function nearest(name: string, known: readonly string[]): { candidate: string; steps: number } {
  return known
    .map((candidate) => ({ candidate, steps: distance(name, candidate) }))
    .reduce((best, next) => (next.steps < best.steps ? next : best))
}

/** Levenshtein's: how many letters to insert, leave out or replace. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (const [at, letter] of [...from].entries()) {
    const next = [at + 1]
    for (const [column, other] of [...to].entries()) {
      const replace = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(replace, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
