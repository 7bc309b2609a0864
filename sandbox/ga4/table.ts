import type { DayRows, Withheld } from '../facts.ts'

/** A dimension of a report: each row's place in a list of the values that occur. */
export interface Column {
  readonly codes: Uint32Array
  readonly values: readonly string[]
}

/** The rows of a report, column by column. */
export interface Table {
  readonly count: number
  readonly dimensions: readonly Column[]
  readonly metrics: readonly Float64Array[]
  readonly withheld: Withheld
}

/** A day's rows, with the values that are the same in all of them. */
export interface DayPart {
  readonly rows: DayRows
  readonly constants: Readonly<Record<string, string>>
}

interface Fields {
  readonly dimensions: readonly string[]
  readonly metrics: readonly string[]
}

/** Puts the days of a report together. */
export function tableOf(parts: readonly DayPart[], fields: Fields): Table {
  const count = parts.reduce((sum, { rows }) => sum + rows.count, 0)
  return {
    count,
    dimensions: fields.dimensions.map((name) => column(parts, name, count)),
    metrics: fields.metrics.map((name) => metric(parts, name, count)),
    withheld: parts.map(({ rows }) => rows.withheld ?? {}).reduce(together, {}),
  }
}

function column(parts: readonly DayPart[], name: string, count: number): Column {
  const codes = new Uint32Array(count)
  const known = new Map<string, number>()
  const code = (value: string) => {
    const found = known.get(value)
    if (found !== undefined) return found
    known.set(value, known.size)
    return known.size - 1
  }
  let at = 0
  for (const { rows, constants } of parts) {
    const constant = constants[name]
    const values = rows.dimensions[name] ?? []
    if (constant !== undefined && rows.count > 0) codes.fill(code(constant), at, at + rows.count)
    else for (let row = 0; row < rows.count; row++) codes[at + row] = code(values[row] ?? '')
    at += rows.count
  }
  return { codes, values: [...known.keys()] }
}

function metric(parts: readonly DayPart[], name: string, count: number): Float64Array {
  const values = new Float64Array(count)
  let at = 0
  for (const { rows } of parts) {
    values.set(rows.metrics[name] ?? [], at)
    at += rows.count
  }
  return values
}

function together(one: Withheld, other: Withheld): Withheld {
  const shares = [one.sampledShare, other.sampledShare].filter((share) => share !== undefined)
  return {
    otherRow: one.otherRow === true || other.otherRow === true,
    thresholded: one.thresholded === true || other.thresholded === true,
    ...(shares.length > 0 && { sampledShare: Math.min(...shares) }),
  }
}
