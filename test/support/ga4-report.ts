import type { Asked } from './api-server.ts'

/** A row by the API's own names of fields; a field it lacks is missing from the answer. */
export type ReportRow = Readonly<Record<string, string>>

interface Report {
  readonly dateRanges: readonly { readonly startDate: string; readonly endDate: string }[]
  readonly dimensions: readonly { readonly name: string }[]
  readonly metrics: readonly { readonly name: string }[]
  readonly orderBys?: readonly { readonly dimension: { readonly dimensionName: string } }[]
  readonly limit?: string
  readonly offset?: string
}

/**
 * A page of `runReport` over these rows. What the order asked for leaves open is shuffled anew for each page, headers
 * are in an order of their own.
 */
export function ga4Report(asked: Asked, rows: readonly ReportRow[]): Record<string, unknown> {
  const {
    dateRanges,
    dimensions,
    metrics,
    orderBys = [],
    ...page
  } = asked.body as unknown as Report
  const [range] = dateRanges
  const days = rows.filter(
    ({ date = '' }) => range && between(date, compact(range.startDate), compact(range.endDate)),
  )
  const order = orderBys.map(({ dimension }) => dimension.dimensionName)
  const sorted = shuffled(days).sort((one, other) => compare(one, other, order))
  const offset = Number(page.offset ?? 0)
  const names = { dimensions: dimensions.toReversed(), metrics: metrics.toReversed() }
  return {
    dimensionHeaders: names.dimensions,
    metricHeaders: names.metrics.map((metric) => ({ ...metric, type: 'TYPE_INTEGER' })),
    rows: sorted.slice(offset, offset + Number(page.limit ?? 10_000)).map((row) => ({
      dimensionValues: names.dimensions.map(({ name }) => ({ value: row[name] })),
      metricValues: names.metrics.map(({ name }) => ({ value: row[name] })),
    })),
    ...(days.length > 0 && { rowCount: days.length }),
    metadata: { currencyCode: 'GBP', timeZone: 'Europe/London' },
    kind: 'analyticsData#runReport',
  }
}

const compact = (day: string) => day.replaceAll('-', '')
const between = (day: string, from: string, to: string) => day >= from && day <= to

function compare(one: ReportRow, other: ReportRow, order: readonly string[]): number {
  const name = order.find((field) => one[field] !== other[field])
  if (name === undefined) return 0
  return (one[name] ?? '') < (other[name] ?? '') ? -1 : 1
}

const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, place: Math.random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item)
