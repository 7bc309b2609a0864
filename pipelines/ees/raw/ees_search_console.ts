import { rawTable } from '../../define.ts'
import { SEARCH_CONSOLE } from '../coverage.ts'
import { PACIFIC_DAY } from '../meanings.ts'

export const ees_search_console = rawTable('ees_search_console', {
  about: 'Searches on Google that showed a page of the service, by day, query and page.',
  columns: {
    date: 'DATE',
    pagePath: 'STRING',
    query: 'STRING',
    clicks: 'DOUBLE',
    impressions: 'DOUBLE',
    position: 'DOUBLE',
  },
  meanings: {
    date: PACIFIC_DAY,
    pagePath: {
      means: 'The full address of the page, with the host; unlike the paths of the other tables.',
    },
    clicks: { means: 'How often this page was clicked for this query.', unit: 'count' },
    impressions: { means: 'How often this page was shown for this query.', unit: 'count' },
  },
  source: {
    kind: 'search-console',
    dimensions: { date: 'date', query: 'query', pagePath: 'page' },
    metrics: { clicks: 'clicks', impressions: 'impressions', position: 'position' },
  },
  coverage: SEARCH_CONSOLE,
})
