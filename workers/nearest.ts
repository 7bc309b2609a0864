/** A known name and how many letters it is away. */
interface Near {
  readonly name: string
  readonly steps: number
}

/** The known names, the most alike first; of equals the one that is known first. */
export const nearest = (name: string, known: readonly string[]): readonly Near[] =>
  known
    .map((candidate) => ({ name: candidate, steps: distance(name, candidate) }))
    .sort((one, other) => one.steps - other.steps)

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
