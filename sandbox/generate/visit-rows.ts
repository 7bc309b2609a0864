import type { DayRows } from '../facts.ts'
import type { Random } from '../random.ts'
import type { Count, DayViews } from './day-views.ts'
import { devices, hours, type Mix, sources } from './visitors.ts'

const column = (counts: readonly Count[], value: (count: Count) => number): Float64Array =>
  Float64Array.from(counts, value)

/** Rows by page; the reports by page and of the time on a page are the same rows. */
export function pageRows({ pages }: DayViews): DayRows {
  return {
    count: pages.length,
    dimensions: { pagePath: pages.map(({ path }) => path) },
    metrics: { ...visitMetrics(pages), scrolledUsers: column(pages, scrolled) },
  }
}

/** Rows by page and device. */
export function deviceRows(views: DayViews): DayRows {
  return mixedRows(views.devices, { mix: devices, names: ['deviceCategory', 'browser'] })
}

/** Rows by page and source. */
export function sourceRows(views: DayViews): DayRows {
  return mixedRows(views.sources, { mix: sources, names: ['sessionSource', 'sessionMedium'] })
}

function mixedRows(
  counts: readonly Count[],
  by: { readonly mix: Mix; readonly names: readonly [string, string] },
): DayRows {
  const named = (place: 0 | 1) => counts.map(({ kind }) => by.mix.kinds[kind]?.[place] ?? '')
  return {
    count: counts.length,
    dimensions: {
      pagePath: counts.map(({ path }) => path),
      [by.names[0]]: named(0),
      [by.names[1]]: named(1),
    },
    metrics: visitMetrics(counts),
  }
}

function visitMetrics(counts: readonly Count[]): Record<string, Float64Array> {
  return {
    screenPageViews: column(counts, ({ views }) => views),
    sessions: column(counts, ({ sessions }) => sessions),
    userEngagementDuration: column(counts, ({ seconds }) => seconds),
    bounceRate: column(counts, bounceRate),
    activeUsers: column(counts, users),
    totalUsers: column(counts, users),
    newUsers: column(counts, newUsers),
  }
}

export const users = ({ sessions }: Count): number => Math.ceil(sessions * 0.92)
export const newUsers = ({ starts }: Count): number => Math.floor(starts * 0.8)
export const scrolled = ({ sessions, views }: Count): number =>
  Math.min(sessions, Math.floor(views * 0.27))

/** Bounced sessions over sessions; which share bounced hangs on the seconds, for want of anything better. */
export function bounceRate({ sessions, seconds }: Count): number {
  if (sessions === 0) return 0
  return Math.floor(sessions * (0.15 + 0.35 * ((seconds % 37) / 36))) / sessions
}

/** The day in one row. */
export function summaryRows(views: DayViews): DayRows {
  const { pageviews, sessions, seconds } = totals(views)
  const metrics = {
    activeUsers: Math.ceil(sessions * 0.8),
    averageSessionDuration: Math.round((seconds / sessions) * 10) / 10,
    engagedSessions: Math.floor(sessions * 0.71),
    screenPageViews: pageviews,
    screenPageViewsPerSession: pageviews / sessions,
    sessions,
    userEngagementDuration: seconds,
  }
  return {
    count: 1,
    dimensions: {},
    metrics: Object.fromEntries(
      Object.entries(metrics).map(([name, value]) => [name, Float64Array.of(value)]),
    ),
  }
}

/** The sessions by the hour they began in; hours without any are left out, as GA4 does. */
export function hourlyRows(views: DayViews, draw: Random): DayRows {
  const begun = new Float64Array(24)
  for (let left = totals(views).sessions; left > 0; left--) {
    const hour = draw.pick(hours)
    begun[hour] = (begun[hour] ?? 0) + 1
  }
  const seen = [...begun.keys()].filter((hour) => (begun[hour] ?? 0) > 0)
  return {
    count: seen.length,
    dimensions: { hour: seen.map((hour) => String(hour).padStart(2, '0')) },
    metrics: { sessions: Float64Array.from(seen, (hour) => begun[hour] ?? 0) },
  }
}

/** Sums over the pages; never without a session, so that averages are numbers. */
export function totals({ pages }: DayViews): {
  readonly pageviews: number
  readonly sessions: number
  readonly seconds: number
} {
  const sum = (value: (count: Count) => number) =>
    pages.reduce((total, count) => total + value(count), 0)
  return {
    pageviews: sum(({ views }) => views),
    sessions: Math.max(
      1,
      sum(({ starts }) => starts),
    ),
    seconds: sum(({ seconds }) => seconds),
  }
}
