import type { Meaning } from '../../define.ts'

/** Where, when and how the service's pages were visited: Universal Analytics up to 2023-06-22, then GA4. */
export const visits = {
  date: {
    means: "The day, midnight to midnight by the property's clock.",
    unit: 'London day',
  },
  hour: {
    means:
      "The hour of the day, by the property's clock; a session counts in each hour that it saw.",
    unit: 'hour, 0 to 23',
  },
  pagePath: {
    means:
      'The path of the page, as `/find-statistics/pupil-absence-in-schools-in-england`, without the host. `(other)` stands for pages that GA4 folded together on a day with too many different ones, `(not set)` for events without a page.',
  },
  deviceCategory: {
    means: 'The kind of device: `desktop`, `mobile`, `tablet`, now and then another.',
  },
  device: { means: 'The kind of device: `desktop`, `mobile`, `tablet`, now and then another.' },
  browser: { means: 'The browser by its own name, as `Chrome` or `Safari`.' },
  source: {
    means:
      'Where the session came from: a search engine, a site, or `(direct)` where the browser told nothing.',
  },
  medium: {
    means:
      'How it came from there: `organic` from a search, `referral` by a link, `email`, or `(none)` where the source is `(direct)`.',
  },
  sessionSource: {
    means:
      'Where the session came from: a search engine, a site, or `(direct)` where the browser told nothing; `(not set)` where GA4 has not worked it out.',
  },
  sessionMedium: {
    means:
      'How it came from there: `organic` from a search, `referral` by a link, `email`, or `(none)` where the source is `(direct)`.',
  },
  page_type: {
    means:
      'The part of the service, by the path: `Release page`, `Table tool`, `Methodology page`, `Homepage`… `Homepage` also holds the paths that no rule knows; `Other` is `(other)` and `(not set)`.',
  },
  publication: {
    means:
      'The publication that the page belongs to, by its title in title case. NULL where the page belongs to none, or to one that the site no longer lists.',
  },
  pageviews: {
    means: 'How often pages were shown, repeats included. May be summed over anything.',
    unit: 'count',
  },
  screenPageViews: {
    means: 'How often pages were shown, repeats included. May be summed over days.',
    unit: 'count',
  },
  sessions: {
    means:
      "Visits; one ends after 30 minutes without activity. GA4 counts a visit under each page that it saw, so that sums over pages exceed the service's own number in `ees_service_summary`.",
    unit: 'count',
  },
  engagedSessions: {
    means: 'Sessions of 10 seconds or more, or with two page views or more, or with a key event.',
    unit: 'count',
  },
  users: {
    means:
      'Browsers that were active, by their cookie. Not to be summed: one that came on two days, or saw two pages, is in each of those rows.',
    unit: 'count',
  },
  newUsers: {
    means:
      'Browsers that came for the first time, by their cookie. One that has refused or deleted its cookie counts as new again.',
    unit: 'count',
  },
  scrolledUsers: {
    means: 'Browsers that scrolled through nine tenths of a page. Not to be summed, as `users`.',
    unit: 'count',
  },
  userEngagementDuration: {
    means: 'How long pages were in front on the screen, all users together.',
    unit: 'seconds',
  },
  engagementDuration: {
    means: 'How long pages were in front on the screen, all users together.',
    unit: 'seconds',
  },
  avgTimeOnPage: {
    means:
      '`userEngagementDuration` for each page view, 0 where there was none. For a mean over several rows, divide their sums.',
    unit: 'seconds',
  },
  bounceRate: {
    means: 'Sessions that were not engaged. For a mean over several rows, weight it by `sessions`.',
    unit: 'share, 0 to 1',
  },
  averageSessionDuration: {
    means: 'How long a session took on average. Not to be summed.',
    unit: 'seconds',
  },
  avg_session_duration: {
    means: 'How long a session took on average. Not to be summed.',
    unit: 'seconds',
  },
  screenPageViewsPerSession: {
    means: '`screenPageViews` for each session. Not to be summed.',
    unit: 'pages per session',
  },
  pagesPerSession: {
    means: '`pageviews` for each session, to one decimal; NULL where there was no session.',
    unit: 'pages per session',
  },
  pageviews_avg7: {
    means:
      'Mean of `pageviews` over this day and the six before it, to one decimal; NULL on the first six days.',
    unit: 'count',
  },
  sessions_avg7: {
    means:
      'Mean of `sessions` over this day and the six before it, to one decimal; NULL on the first six days.',
    unit: 'count',
  },
} as const satisfies Readonly<Record<string, Meaning>>
