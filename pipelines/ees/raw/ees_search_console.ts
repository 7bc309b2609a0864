import { rawTable } from '../../define.ts'
import { SEARCH_CONSOLE } from '../coverage.ts'

export const ees_search_console = rawTable('ees_search_console', {
  columns: {
    date: 'DATE',
    // A full URL, unlike the paths of the other tables.
    pagePath: 'STRING',
    query: 'STRING',
    clicks: 'DOUBLE',
    impressions: 'DOUBLE',
    position: 'DOUBLE',
  },
  source: {
    kind: 'search-console',
    dimensions: { date: 'date', query: 'query', pagePath: 'page' },
    metrics: { clicks: 'clicks', impressions: 'impressions', position: 'position' },
  },
  coverage: SEARCH_CONSOLE,
})
