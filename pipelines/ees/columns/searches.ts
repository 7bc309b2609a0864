import type { Meaning } from '../../define.ts'

/** What people typed into Google before it showed them the service. */
export const searches = {
  query: {
    means:
      'What was typed into Google. Queries that few people typed are kept back by Google, so that sums over queries stay below the totals.',
  },
  clicks: { means: 'How often a result of the service was clicked.', unit: 'count' },
  impressions: { means: 'How often a result of the service was shown.', unit: 'count' },
  position: {
    means:
      'The mean place of the page among the results for the query. For a mean over several rows, weight it by `impressions`.',
    unit: 'place, from 1',
  },
  metric: { means: 'What the queries are ranked by: `clicks` or `impressions`.' },
  count: { means: 'The sum of `metric` over the 365 days.', unit: 'count' },
} as const satisfies Readonly<Record<string, Meaning>>
