import { rawTable } from '../../define.ts'

export const ees_ua_page = rawTable('ees_ua_page', {
  columns: {
    date: 'DATE',
    pagePath: 'STRING',
    pageviews: 'DOUBLE',
    sessions: 'DOUBLE',
  },
  source: { kind: 'frozen' },
  key: ['date', 'pagePath'],
})
