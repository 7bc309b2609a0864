import type { Fault } from '../faults.ts'
import { isObject, type Json } from '../json.ts'

/** A category that no rule knows, for events that every rule must place. */
export const UNKNOWN_CATEGORY = 'Release Atlas'

/** Event names that stop their table where the category is not known. */
const CLASSIFIED = /Accordion Opened$|^(CSV|ODS) Download Button Clicked$|^PageSearchForm$/

/** A report's body with what a fault does to its rows. */
export function distorted(body: Iterable<string>, fault: Fault | undefined): Iterable<string> {
  const change = fault && changes[fault.kind]
  if (!change) return body
  const report: Json = JSON.parse([...body].join(''))
  return [JSON.stringify(change(report))]
}

const changes: Readonly<Partial<Record<Fault['kind'], (report: Json) => Json>>> = {
  'row-count': (report) => ({ ...report, rowCount: Number(report['rowCount'] ?? 0) + 1 }),
  'missing-value': (report) => withRows(report, ([first, ...rest]) => [without(first), ...rest]),
  'unknown-category': (report) => withRows(report, (rows) => recategorised(rows, report)),
}

function withRows(report: Json, change: (rows: readonly Json[]) => readonly Json[]): Json {
  const rows = jsonList(report['rows'])
  return rows.length === 0 ? report : { ...report, rows: change(rows) }
}

/** The value of the last dimension is gone from the wire. */
function without(row: Json = {}): Json {
  const values = jsonList(row['dimensionValues'])
  return { ...row, dimensionValues: [...values.slice(0, -1), {}] }
}

/** The first row that a rule must classify; where a page has none, its first row becomes one. */
function recategorised(rows: readonly Json[], report: Json): readonly Json[] {
  const names = jsonList(report['dimensionHeaders']).map(({ name }) => name)
  const name = names.indexOf('eventName')
  const category = names.indexOf('customEvent:event_category')
  const found = rows.findIndex((row) => CLASSIFIED.test(valueAt(row, name)))
  return rows.map((row, at) => {
    if (at !== Math.max(found, 0)) return row
    const values = jsonList(row['dimensionValues'])
    const event = found === -1 ? { value: 'Accordion Opened' } : (values[name] ?? {})
    const changed = values.with(name, event).with(category, { value: UNKNOWN_CATEGORY })
    return { ...row, dimensionValues: changed }
  })
}

function valueAt(row: Json, place: number): string {
  const value = jsonList(row['dimensionValues'])[place]?.['value']
  return typeof value === 'string' ? value : ''
}

const jsonList = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter(isObject) : []
