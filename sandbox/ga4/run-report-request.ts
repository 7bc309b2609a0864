import type { Day } from '../../pipelines/define.ts'
import { invalidArgument, unimplemented } from '../google-error.ts'
import { type Ask, DATE_RANGE, type OrderBy } from './ask.ts'
import { dateRanges } from './date-ranges.ts'
import { knownFields, reportFor } from './fields.ts'
import {
  choice,
  flag,
  integer,
  isObject,
  type Json,
  list,
  messages,
  onlyFields,
  text,
} from '../json.ts'

const MOST_DIMENSIONS = 9
const MOST_METRICS = 10
const DEFAULT_LIMIT = 10_000

/** Asked for more rows, the API returns this many and says nothing. */
const MOST_ROWS = 250_000

const NOT_SERVED = [
  'dimensionFilter',
  'metricFilter',
  'metricAggregations',
  'cohortSpec',
  'comparisons',
]

const FIELDS = [
  ...NOT_SERVED,
  'property',
  'dimensions',
  'metrics',
  'dateRanges',
  'offset',
  'limit',
  'orderBys',
  'currencyCode',
  'keepEmptyRows',
  'returnPropertyQuota',
]

/** Reads a `RunReportRequest`. Throws what the API answers where it is wrong, its checks in the API's order. */
export function runReportRequest(json: Json, today: Day): Ask {
  onlyFields(json, FIELDS)
  const dimensions = names(json, 'dimensions', ['name', 'dimensionExpression'])
  const metrics = names(json, 'metrics', ['name', 'expression', 'invisible'])
  knownFields({ dimensions, metrics })
  const { offset, limit } = page(json)
  const ranges = dateRanges(json, today)
  withinBounds(dimensions.length, metrics.length)
  const asked =
    ranges.length > 1 && !dimensions.includes(DATE_RANGE) ? [...dimensions, DATE_RANGE] : dimensions
  const orderBys = messages(json, 'orderBys', ['dimension', 'metric', 'pivot', 'desc'])
  served(json)
  return {
    report: reportFor({ dimensions, metrics }),
    dimensions: asked,
    metrics,
    ranges,
    offset,
    limit,
    orderBys: orderBys.map((order) => orderBy(order, [...asked, ...metrics])),
    keepEmptyRows: flag(json, 'keepEmptyRows'),
    returnPropertyQuota: flag(json, 'returnPropertyQuota'),
    currencyCode: text(json, 'currencyCode') || 'GBP',
  }
}

function names(json: Json, key: string, fields: readonly string[]): readonly string[] {
  return messages(json, key, fields).map((entry) => text(entry, 'name'))
}

function page(json: Json): { readonly offset: number; readonly limit: number } {
  const [offset, limit] = [integer(json, 'offset'), integer(json, 'limit')]
  for (const [key, value] of Object.entries({ limit, offset })) {
    if (value < 0)
      throw invalidArgument(`${key} must be positive. The API received ${key} = ${value}`)
  }
  return { offset, limit: Math.min(limit || DEFAULT_LIMIT, MOST_ROWS) }
}

function withinBounds(dimensions: number, metrics: number): void {
  if (metrics > MOST_METRICS)
    throw invalidArgument(
      `Requests are limited to ${MOST_METRICS} metrics within a nested request.\n  This request is for ${metrics} metrics.`,
    )
  if (dimensions > MOST_DIMENSIONS)
    throw invalidArgument(
      `Requests are limited to ${MOST_DIMENSIONS} dimensions within a nested request.\n  This request is for ${dimensions} dimensions.`,
    )
  if (dimensions + metrics === 0) throw invalidArgument('A report needs dimensions and/or metrics.')
}

/** To leave a filter out of account would answer another question. */
function served(json: Json): void {
  const asked = NOT_SERVED.find((key) => {
    const value = json[key]
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null
  })
  if (asked !== undefined) throw unimplemented(asked)
}

const ORDER_TYPES = [
  'ORDER_TYPE_UNSPECIFIED',
  'ALPHANUMERIC',
  'CASE_INSENSITIVE_ALPHANUMERIC',
  'NUMERIC',
]

const ORDERS: Readonly<Record<string, OrderBy['by']>> = {
  CASE_INSENSITIVE_ALPHANUMERIC: 'text without case',
  NUMERIC: 'number',
}

function orderBy(json: Json, fields: readonly string[]): OrderBy {
  const { dimension, metric } = json
  const ordered = isObject(dimension) ? dimension : metric
  if (!isObject(ordered)) throw unimplemented('orderBys of another kind than dimension and metric')
  const field = text(ordered, isObject(dimension) ? 'dimensionName' : 'metricName')
  if (!fields.includes(field))
    throw invalidArgument(
      `Field ${field} exists in OrderBy but is not defined in input Dimensions/Metrics list`,
    )
  const by = isObject(dimension)
    ? (ORDERS[choice(dimension, 'orderType', ORDER_TYPES)] ?? 'text')
    : 'number'
  return { field, by, descending: flag(json, 'desc') }
}

/** The reports of a `BatchRunReportsRequest`, not yet read. */
export function batchRequests(json: Json): readonly Json[] {
  onlyFields(json, ['property', 'requests'])
  const requests = list(json, 'requests').filter(isObject)
  if (requests.length === 0)
    throw invalidArgument('The batchRunReportsRequest must contain at least one runReportRequest.')
  if (requests.length > 5)
    throw invalidArgument(
      `Batch requests are limited to 5 requests.\n  This batch request contains ${requests.length} requests.`,
    )
  return requests
}
