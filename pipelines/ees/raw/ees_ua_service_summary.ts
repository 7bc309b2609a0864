import { rawTable } from '../../define.ts'

export const ees_ua_service_summary = rawTable('ees_ua_service_summary', {
  columns: {
    date: 'DATE',
    pageviews: 'DOUBLE',
    sessions: 'DOUBLE',
    avg_session_duration: 'DOUBLE',
  },
  source: { kind: 'frozen' },
  key: ['date'],
})
