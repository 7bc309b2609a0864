import type { Cell } from './warehouse.ts'

type Given = Readonly<Record<string, Cell>>

/** The rows; of those with the same key, the last. */
export const lastOfEach = (key: readonly string[], rows: readonly Given[]): readonly Given[] => [
  ...new Map(rows.map((row) => [JSON.stringify(key.map((name) => row[name])), row])).values(),
]
