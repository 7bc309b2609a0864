import types from '@databricks/sql/thrift/TCLIService_types.js'
import type { DataType, Schema, Vector } from 'apache-arrow' with { 'resolution-mode': 'require' }

import { type Int64, arrow, int64 } from './driver-parts.ts'

const { TTypeId } = types

/** How the warehouse sends a type: Arrow's type, and what Spark's cell is in it. */
interface Sent {
  readonly type: (column: types.TColumnDesc) => DataType
  readonly cell?: (cell: never, column: types.TColumnDesc) => unknown
}

const TEXT: Sent = { type: () => new arrow.Utf8() }

/** What is not here travels as text; the driver reads arrays, maps and structs out of JSON. */
const SENT: Partial<Record<types.TTypeId, Sent>> = {
  [TTypeId.BOOLEAN_TYPE]: { type: () => new arrow.Bool() },
  [TTypeId.TINYINT_TYPE]: { type: () => new arrow.Int8() },
  [TTypeId.SMALLINT_TYPE]: { type: () => new arrow.Int16() },
  [TTypeId.INT_TYPE]: { type: () => new arrow.Int32() },
  [TTypeId.BIGINT_TYPE]: {
    type: () => new arrow.Int64(),
    cell: ({ buffer, offset }: Int64) => buffer.readBigInt64BE(offset),
  },
  [TTypeId.FLOAT_TYPE]: { type: () => new arrow.Float32() },
  [TTypeId.DOUBLE_TYPE]: { type: () => new arrow.Float64() },
  [TTypeId.BINARY_TYPE]: { type: () => new arrow.Binary() },
  [TTypeId.DATE_TYPE]: { type: () => new arrow.DateDay(), cell: (cell: string) => new Date(cell) },
  [TTypeId.TIMESTAMP_TYPE]: {
    type: () => new arrow.TimestampMicrosecond('Etc/UTC'),
    cell: (cell: string) => Date.parse(`${cell.replace(' ', 'T')}Z`),
  },
  [TTypeId.DECIMAL_TYPE]: {
    type: (column) => new arrow.Decimal(digits(column, 'scale'), digits(column, 'precision')),
    cell: (cell: string, column) => unscaled(cell, digits(column, 'scale')),
  },
}

/** The message that opens an Arrow stream of such rows. */
export const arrowSchema = (schema: types.TTableSchema): Buffer => stream(schemaOf(schema))

/** Rows in Spark's columns as messages of an Arrow stream; none for no rows. */
export function arrowBatches(
  schema: types.TTableSchema,
  { columns = [] }: types.TRowSet,
): types.TSparkArrowBatch[] {
  const vectors = columns.map((cells, at) => vector(schema.columns[at], cells))
  const rowCount = vectors[0]?.length ?? 0
  if (rowCount === 0) return []
  const batch = new arrow.RecordBatch(
    schemaOf(schema),
    arrow.makeData({
      type: new arrow.Struct(schemaOf(schema).fields),
      length: rowCount,
      nullCount: 0,
      children: vectors.map(({ data: [data] }) => data).filter((data) => data !== undefined),
    }),
  )
  const whole = stream(schemaOf(schema), batch)
  return [
    new types.TSparkArrowBatch({
      batch: whole.subarray(arrowSchema(schema).length),
      rowCount: new int64(rowCount) as never,
    }),
  ]
}

/** Without the end mark, so that batches can follow. */
function stream(
  schema: Schema,
  ...batches: readonly InstanceType<typeof arrow.RecordBatch>[]
): Buffer {
  const END_MARK = 8
  const writer = new arrow.RecordBatchStreamWriter()
  writer.reset(undefined, schema)
  for (const batch of batches) writer.write(batch)
  writer.finish()
  return Buffer.from(writer.toUint8Array(true)).subarray(0, -END_MARK)
}

const schemaOf = ({ columns }: types.TTableSchema): Schema =>
  new arrow.Schema(
    columns.map((column) => new arrow.Field(column.columnName, sent(column).type(column), true)),
  )

const primitive = (column: types.TColumnDesc) => column.typeDesc.types[0]?.primitiveEntry

function sent(column: types.TColumnDesc): Sent {
  const type = primitive(column)?.type
  return (type !== undefined && SENT[type]) || TEXT
}

function digits(column: types.TColumnDesc, qualifier: 'precision' | 'scale'): number {
  const found = primitive(column)?.typeQualifiers?.qualifiers[qualifier]?.i32Value
  if (found === undefined) throw new Error(`Spark states no ${qualifier} for ${column.columnName}.`)
  return found
}

/** One of the lists is there; a bit of `nulls` says that a cell of it does not count. */
function vector(column: types.TColumnDesc | undefined, cells: types.TColumn): Vector {
  const found = Object.values(cells).find((list) => list !== null && list !== undefined)
  if (!column || !found) throw new Error('Spark sent cells without a column, or none for one.')
  const { type, cell = (same: never) => same } = sent(column)
  const { values, nulls }: { values: unknown[]; nulls: Buffer } = found
  const isNull = (at: number) => (((nulls[at >> 3] ?? 0) >> (at & 7)) & 1) === 1
  return arrow.vectorFromArray(
    values.map((value, at) => (isNull(at) ? null : cell(value as never, column))),
    type(column),
  )
}

/** A decimal's digits as a little-endian 128-bit integer. */
function unscaled(text: string, scale: number): Uint32Array {
  const [whole = '', fraction = ''] = text.split('.')
  let rest = BigInt.asUintN(128, BigInt(whole + fraction.padEnd(scale, '0')))
  return Uint32Array.from({ length: 4 }, () => {
    const word = Number(rest & 0xffffffffn)
    rest >>= 32n
    return word
  })
}
