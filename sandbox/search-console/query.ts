import type { Window } from '../../pipelines/define.ts'
import { isDay } from '../calendar.ts'
import { invalidArgument, unimplemented } from '../google-error.ts'
import { integer, type Json, list, onlyFields, text } from '../json.ts'

export const dimensionNames = ['date', 'query', 'page', 'country', 'device'] as const
export type Dimension = (typeof dimensionNames)[number]

/** A `searchanalytics.query` that has been understood and found right. */
export interface Query extends Window {
  readonly dimensions: readonly Dimension[]
  /** Whether days that are not final yet are wanted too. */
  readonly fresh: boolean
  /** The search type; the service is found in `web` only. */
  readonly type: string
  readonly rowLimit: number
  readonly startRow: number
  readonly aggregationType: 'byPage' | 'byProperty'
}

const DEFAULT_ROWS = 1_000
const MOST_ROWS = 25_000
const TYPES = ['web', 'image', 'video', 'news', 'discover', 'googleNews']
const AGGREGATIONS = ['auto', 'byPage', 'byProperty', 'byNewsShowcasePanel']

const FIELDS = [
  'startDate',
  'endDate',
  'dimensions',
  'type',
  'searchType',
  'dimensionFilterGroups',
  'aggregationType',
  'rowLimit',
  'startRow',
  'dataState',
]

/** Reads a request. Throws what the API answers where it is wrong. */
export function readQuery(json: Json): Query {
  onlyFields(json, FIELDS)
  if (list(json, 'dimensionFilterGroups').length > 0) throw unimplemented('dimensionFilterGroups')
  const dimensions = list(json, 'dimensions').map(dimension)
  const [from, to] = [dayOf(json, 'startDate'), dayOf(json, 'endDate')]
  if (from > to)
    throw invalidArgument(`Invalid date range: startDate ${from} is after endDate ${to}.`)
  return {
    ...rows(json),
    from,
    to,
    dimensions,
    fresh: oneOf(json, 'dataState', ['final', 'all', 'full']) === 'all',
    type:
      json['type'] === undefined ? oneOf(json, 'searchType', TYPES) : oneOf(json, 'type', TYPES),
    aggregationType: aggregation(json, dimensions.includes('page')),
  }
}

function dimension(name: unknown, place: number): Dimension {
  const known = dimensionNames.find((each) => each === String(name).toLowerCase())
  if (known === undefined)
    throw invalidArgument(
      `Invalid value at 'dimensions[${place}]' (type.googleapis.com/google.searchconsole.v1.ApiDimension), ${JSON.stringify(name)}`,
    )
  return known
}

function dayOf(json: Json, key: 'startDate' | 'endDate'): string {
  const day = text(json, key)
  if (!isDay(day)) throw invalidArgument(`Invalid ${key} '${day}'. Dates are YYYY-MM-DD.`)
  return day
}

function rows(json: Json): { readonly rowLimit: number; readonly startRow: number } {
  const rowLimit = json['rowLimit'] === undefined ? DEFAULT_ROWS : integer(json, 'rowLimit')
  const startRow = integer(json, 'startRow')
  if (rowLimit < 1 || rowLimit > MOST_ROWS)
    throw invalidArgument(`Invalid rowLimit ${rowLimit}. It must be from 1 to ${MOST_ROWS}.`)
  if (startRow < 0) throw invalidArgument(`Invalid startRow ${startRow}. It must not be negative.`)
  return { rowLimit, startRow }
}

/** The first is meant where none is given; capitals do not matter, as some clients send the enum's name. */
function oneOf(json: Json, key: string, values: readonly string[]): string {
  const given = text(json, key)
  const known = values.find((value) => value.toLowerCase() === given.toLowerCase())
  if (given !== '' && known === undefined)
    throw invalidArgument(`Invalid value at '${key}', ${JSON.stringify(given)}`)
  return known ?? values[0] ?? ''
}

function aggregation(json: Json, byPage: boolean): Query['aggregationType'] {
  const asked = oneOf(json, 'aggregationType', AGGREGATIONS)
  if (byPage && asked === 'byProperty')
    throw invalidArgument("'BY_PROPERTY' is not a valid aggregation type when grouping by page.")
  return byPage || asked === 'byPage' ? 'byPage' : 'byProperty'
}
