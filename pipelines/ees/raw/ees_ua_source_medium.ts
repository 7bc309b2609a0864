import { rawTable } from '../../define.ts'
import { UA_BOUNCE_RATE, UA_SESSIONS, UA_TIME_ON_PAGE } from '../meanings.ts'

export const ees_ua_source_medium = rawTable('ees_ua_source_medium', {
  about:
    'Views and sessions of each page by day and by where the session came from, from Universal Analytics.',
  columns: {
    date: 'DATE',
    pagePath: 'STRING',
    source: 'STRING',
    medium: 'STRING',
    pageviews: 'DOUBLE',
    sessions: 'DOUBLE',
    avgTimeOnPage: 'DOUBLE',
    bounceRate: 'DOUBLE',
  },
  meanings: {
    sessions: UA_SESSIONS,
    avgTimeOnPage: UA_TIME_ON_PAGE,
    bounceRate: UA_BOUNCE_RATE,
  },
  source: { kind: 'frozen' },
  key: ['date', 'pagePath', 'source', 'medium'],
})
