/** What a server can be asked for: the columns of a raw table, and the API's field for each. */
export interface ReportShape {
  /** Column to dimension, without `date`. */
  readonly dimensions: Readonly<Record<string, string>>
  /** Column to metric. */
  readonly metrics: Readonly<Record<string, string>>
}

const visits = {
  users: 'totalUsers',
  newUsers: 'newUsers',
  pageviews: 'screenPageViews',
  sessions: 'sessions',
  userEngagementDuration: 'userEngagementDuration',
  bounceRate: 'bounceRate',
} as const

/**
 * The property's reports, by the raw table each of them feeds. Said here once more, not read from the pipeline's
 * declarations: a declaration that names a wrong field must meet a server that knows better.
 */
export const ga4Reports = {
  ees_ga4_events: {
    dimensions: {
      pagePath: 'pagePath',
      eventName: 'eventName',
      eventLabel: 'customEvent:event_label',
      eventCategory: 'customEvent:event_category',
    },
    metrics: { eventCount: 'eventCount' },
  },
  ees_ga4_page: {
    dimensions: { pagePath: 'pagePath' },
    metrics: {
      pageviews: 'screenPageViews',
      sessions: 'sessions',
      bounceRate: 'bounceRate',
      users: 'activeUsers',
      userEngagementDuration: 'userEngagementDuration',
      scrolledUsers: 'scrolledUsers',
    },
  },
  ees_ga4_time_on_page: {
    dimensions: { pagePath: 'pagePath' },
    metrics: {
      pageviews: 'screenPageViews',
      sessions: 'sessions',
      userEngagementDuration: 'userEngagementDuration',
    },
  },
  ees_ga4_device_browser: {
    dimensions: { pagePath: 'pagePath', deviceCategory: 'deviceCategory', browser: 'browser' },
    metrics: visits,
  },
  ees_ga4_source_medium: {
    dimensions: {
      pagePath: 'pagePath',
      sessionSource: 'sessionSource',
      sessionMedium: 'sessionMedium',
    },
    metrics: visits,
  },
  ees_ga4_service_summary: {
    dimensions: {},
    metrics: {
      users: 'activeUsers',
      averageSessionDuration: 'averageSessionDuration',
      engagedSessions: 'engagedSessions',
      screenPageViews: 'screenPageViews',
      screenPageViewsPerSession: 'screenPageViewsPerSession',
      sessions: 'sessions',
      userEngagementDuration: 'userEngagementDuration',
    },
  },
  ees_ga4_hourly: { dimensions: { hour: 'hour' }, metrics: { sessions: 'sessions' } },
} as const satisfies Record<string, ReportShape>

/** Search Console's one report; the country and the device of a row are made up by the server. */
export const searchReports = {
  ees_search_console: {
    dimensions: { pagePath: 'page', query: 'query' },
    metrics: { clicks: 'clicks', impressions: 'impressions', position: 'position' },
  },
} as const satisfies Record<string, ReportShape>

export type Ga4ReportName = keyof typeof ga4Reports
export type ReportName = Ga4ReportName | keyof typeof searchReports

/** Every report of both servers. */
export const reports: Readonly<Record<ReportName, ReportShape>> = {
  ...ga4Reports,
  ...searchReports,
}

export const isReportName = (name: string): name is ReportName => Object.hasOwn(reports, name)
export const isGa4ReportName = (name: string): name is Ga4ReportName =>
  Object.hasOwn(ga4Reports, name)
