import type { Change } from './warehouse/warehouse.ts'

/** What a run changed of a list, short enough for a summary; the ops table `changes` has every cell of it. */
export interface ListChanges {
  readonly added: number
  readonly removed: number
  readonly changed: number
  /** The first rows, a line each. */
  readonly examples: readonly string[]
}

const EXAMPLES = 5
/** Of a row that is new or gone, so many cells tell which it is. */
const CELLS = 2
const LONGEST = 80

/** Sums up what became of a list's rows; undefined where nothing did. */
export function listChanges(
  changes: readonly Change[],
  key: readonly string[],
): ListChanges | undefined {
  if (changes.length === 0) return undefined
  const rows = [...Map.groupBy(changes, ({ kind, key: row }) => `${kind} ${row}`)]
  const count = (kind: Change['kind']) => rows.filter(([, [cell]]) => cell?.kind === kind).length
  return {
    added: count('added'),
    removed: count('removed'),
    changed: count('changed'),
    examples: rows.slice(0, EXAMPLES).map(([row, cells]) => `${row}: ${tell(cells, key)}`),
  }
}

function tell(cells: readonly Change[], key: readonly string[]): string {
  const told = cells.filter(({ column }) => !key.includes(column))
  const shown = told.every(({ kind }) => kind === 'changed') ? told : told.slice(0, CELLS)
  return shown.map(tellCell).join(', ')
}

const tellCell = ({ kind, column, old, next }: Change): string =>
  kind === 'changed'
    ? `${column} ${quoted(old)} -> ${quoted(next)}`
    : `${column} ${quoted(old ?? next)}`

function quoted(text: string | null): string {
  if (text === null) return 'NULL'
  return `"${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}"`
}
