import { rawTable } from '../../define.ts'
import { SESSIONS_OF_DAY } from '../meanings.ts'

export const ees_ua_service_summary = rawTable('ees_ua_service_summary', {
  about: 'The whole service by day, from Universal Analytics.',
  columns: {
    date: 'DATE',
    pageviews: 'DOUBLE',
    sessions: 'DOUBLE',
    avg_session_duration: 'DOUBLE',
  },
  meanings: {
    sessions: SESSIONS_OF_DAY,
  },
  source: { kind: 'frozen' },
  key: ['date'],
})
