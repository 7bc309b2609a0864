import { invalidArgument } from '../google-error.ts'
import { type Ga4ReportName, ga4Reports, isGa4ReportName } from '../reports.ts'
import { DATE_RANGE } from './ask.ts'

/** The API's types of metrics, by number. */
const types: Readonly<Record<string, number>> = { TYPE_INTEGER: 1, TYPE_FLOAT: 2, TYPE_SECONDS: 4 }

const metricTypes: Readonly<Record<string, keyof typeof types>> = {
  activeUsers: 'TYPE_INTEGER',
  averageSessionDuration: 'TYPE_SECONDS',
  bounceRate: 'TYPE_FLOAT',
  engagedSessions: 'TYPE_INTEGER',
  eventCount: 'TYPE_INTEGER',
  newUsers: 'TYPE_INTEGER',
  screenPageViews: 'TYPE_INTEGER',
  screenPageViewsPerSession: 'TYPE_FLOAT',
  scrolledUsers: 'TYPE_INTEGER',
  sessions: 'TYPE_INTEGER',
  totalUsers: 'TYPE_INTEGER',
  userEngagementDuration: 'TYPE_SECONDS',
}

/** A metric's type as a header states it: by number where the client asked for numbers. */
export function metricType(metric: string, asNumber: boolean): string | number {
  const name = metricTypes[metric] ?? 'TYPE_FLOAT'
  return asNumber ? (types[name] ?? 0) : name
}

const SCHEMA =
  'For a list of valid dimensions and metrics, see https://developers.google.com/analytics/devguides/reporting/data/v1/api-schema'

const dimensions = new Set<string>([
  'date',
  DATE_RANGE,
  ...Object.values(ga4Reports).flatMap((report) => Object.values<string>(report.dimensions)),
])

/** Refuses fields that the property does not have, and those that are named twice. */
export function knownFields(asked: {
  readonly dimensions: readonly string[]
  readonly metrics: readonly string[]
}): void {
  const dimension = asked.dimensions.find((name) => !dimensions.has(name))
  if (dimension !== undefined)
    throw invalidArgument(`Field ${dimension} is not a valid dimension. ${SCHEMA}`)
  const metric = asked.metrics.find((name) => metricTypes[name] === undefined)
  if (metric !== undefined)
    throw invalidArgument(`Field ${metric} is not a valid metric.  ${SCHEMA}`)
  const twice = repeated(asked.dimensions)
  if (twice !== undefined) throw invalidArgument(`Found duplicate dimensions: ${twice}`)
  const metricTwice = repeated(asked.metrics)
  if (metricTwice !== undefined)
    throw invalidArgument(
      `Duplicate metrics are not allowed. Found duplicate metrics: ${metricTwice}`,
    )
}

const repeated = (names: readonly string[]) =>
  names.find((name, place) => names.indexOf(name) !== place)

/**
 * The report whose rows answer a request: the one with just these dimensions, whose metrics include those asked for
 * with the fewest to spare. `date` and `dateRange` fit every report.
 */
export function reportFor(asked: {
  readonly dimensions: readonly string[]
  readonly metrics: readonly string[]
}): Ga4ReportName {
  const wanted = asked.dimensions.filter((name) => name !== 'date' && name !== DATE_RANGE)
  const fitting = reportNames
    .filter((name) => same(Object.values(ga4Reports[name].dimensions), wanted))
    .filter((name) => asked.metrics.every((metric) => metricsOf(name).includes(metric)))
  const best = fitting.toSorted((one, other) => metricsOf(one).length - metricsOf(other).length)[0]
  if (best !== undefined && asked.dimensions.includes('date')) return best
  throw invalidArgument(
    `Please remove ${[...asked.metrics, ...wanted][0] ?? 'date'} to make the request compatible for example. The request's dimensions & metrics are incompatible. To learn more, see https://ga-dev-tools.web.app/ga4/dimensions-metrics-explorer/`,
  )
}

const reportNames = Object.keys(ga4Reports).filter(isGa4ReportName)

const metricsOf = (name: Ga4ReportName): readonly string[] =>
  Object.values(ga4Reports[name].metrics)

const same = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((name) => other.includes(name))
