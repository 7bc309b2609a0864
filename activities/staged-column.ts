import { DuckDBDateValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api'

import { isDay } from '../pipelines/days.ts'
import type { ColumnType } from '../pipelines/define.ts'
import { final } from './failure.ts'
import type { Cell } from './frame.ts'

/** A column of a table that cells are on their way into. */
export interface StagedColumn {
  readonly table: string
  readonly name: string
  readonly type: ColumnType
}

const DAY_MS = 86_400_000
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/

interface Form {
  /** What is wanted of a cell, in words. */
  readonly wanted: string
  /** The cell as DuckDB takes it, or undefined where it is not of the type. */
  readonly convert: (cell: string | number) => DuckDBValue | undefined
}

const FORMS: Readonly<Record<ColumnType, Form>> = {
  STRING: {
    wanted: 'text',
    convert: (cell) => (typeof cell === 'string' ? cell : undefined),
  },
  DOUBLE: {
    wanted: 'a finite number',
    convert: (cell) => (Number.isFinite(cell) ? cell : undefined),
  },
  INT: {
    wanted: 'a whole number of 32 bits',
    convert: (cell) => (typeof cell === 'number' && (cell | 0) === cell ? cell : undefined),
  },
  BIGINT: {
    wanted: 'a whole number up to 2^53',
    convert: (cell) => (Number.isSafeInteger(cell) ? BigInt(cell) : undefined),
  },
  DATE: {
    wanted: 'a day as 2026-01-31',
    convert: (cell) =>
      typeof cell === 'string' && isDay(cell)
        ? new DuckDBDateValue(Date.parse(cell) / DAY_MS)
        : undefined,
  },
  TIMESTAMP: {
    wanted: 'a moment as 2026-01-31T05:06:07Z',
    convert: (cell) =>
      typeof cell === 'string' && MOMENT.test(cell) && isDay(cell.slice(0, 10))
        ? new DuckDBTimestampValue(BigInt(Date.parse(cell)) * 1000n)
        : undefined,
  },
}

/**
 * Cells as DuckDB takes them; a missing one stays null.
 *
 * @throws ApplicationFailure where a cell is not of the column's type.
 */
export function stagedColumn(column: StagedColumn, cells: readonly Cell[]): DuckDBValue[] {
  const { convert } = FORMS[column.type]
  // Thousands of rows have a few days: each is converted once.
  const days = new Map<string, DuckDBValue>()
  return cells.map((cell) => {
    if (cell === null) return null
    const known = column.type === 'DATE' ? days.get(String(cell)) : undefined
    const value = known ?? convert(cell)
    if (value === undefined) throw mistyped(column, cell)
    if (column.type === 'DATE') days.set(String(cell), value)
    return value
  })
}

function mistyped({ table, name, type }: StagedColumn, cell: string | number) {
  return final(
    'BrokenContract',
    `Staging rows of ${table}: the column ${name} ${type} got ${typeof cell === 'string' ? JSON.stringify(cell) : cell}, wanted is ${FORMS[type].wanted}. The source did not answer in the agreed form, or the declaration of the table is wrong; nothing was written.`,
  )
}
