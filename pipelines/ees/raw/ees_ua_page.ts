import { rawTable } from '../../define.ts'
import { UA_SESSIONS } from '../meanings.ts'

export const ees_ua_page = rawTable('ees_ua_page', {
  about: 'Views and sessions of each page by day, from Universal Analytics.',
  columns: {
    date: 'DATE',
    pagePath: 'STRING',
    pageviews: 'DOUBLE',
    sessions: 'DOUBLE',
  },
  meanings: {
    sessions: UA_SESSIONS,
  },
  source: { kind: 'frozen' },
  key: ['date', 'pagePath'],
})
