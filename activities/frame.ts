import type { DataFrame } from 'danfojs-node'

import type { Columns, ColumnType } from '../pipelines/define.ts'

/** A value of a frame: DATE as `2026-01-31`, TIMESTAMP as ISO text, a missing value as null. */
export type Cell = string | number | null

/**
 * The library's names. It has no 64-bit number among them, but keeps the cells as they are; only its tensor
 * operations (`sum`, `mean`) round to 32 bits, so sums are left to SQL.
 */
const DTYPES: Readonly<Record<ColumnType, string>> = {
  DATE: 'string',
  TIMESTAMP: 'string',
  STRING: 'string',
  DOUBLE: 'float32',
  INT: 'int32',
  BIGINT: 'float32',
}

let library: Promise<typeof import('danfojs-node')> | undefined

/** Loaded when the first frame is made: it takes most of a second. */
function load(): Promise<typeof import('danfojs-node')> {
  library ??= import('danfojs-node').then((danfo) => {
    // Otherwise the first operation on tensors writes an advertisement to the program's output.
    danfo.tensorflow.enableProdMode()
    return danfo
  })
  return library
}

/** A frame of a table's rows, whose cells stand in the order of `columns`. Types are taken as declared, not inferred. */
export async function createFrame(columns: Columns, rows: readonly Cell[][]): Promise<DataFrame> {
  const { DataFrame } = await load()
  return new DataFrame(rows, {
    columns: Object.keys(columns),
    dtypes: Object.values(columns).map((type) => DTYPES[type]),
  })
}

/** The cells of a frame, column by column in its order. These are the frame's own arrays: not to be changed. */
export function columnsOf(frame: DataFrame): readonly (readonly Cell[])[] {
  const columns = frame.getColumnData
  // For a frame without rows the library has no columns.
  return areColumns(columns) && columns.length > 0 ? columns : frame.columns.map(() => [])
}

/** The cells of one column of a frame, which are not to be changed. */
export const cellsOf = (frame: DataFrame, column: string): readonly Cell[] =>
  columnsOf(frame)[frame.columns.indexOf(column)] ?? []

/** The rows of both frames that agree in a column, their columns side by side. */
export async function joinFrames(
  left: DataFrame,
  right: DataFrame,
  column: string,
): Promise<DataFrame> {
  const { merge } = await load()
  return merge({ left, right, on: [column], how: 'inner' })
}

/** The library's own type knows no null, and allows for a single column without its list. */
const areColumns = (data: readonly unknown[]): data is readonly (readonly Cell[])[] =>
  data.every((column) => Array.isArray(column))
