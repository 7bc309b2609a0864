import { rawTable } from '../../define.ts'

export const ees_ua_source_medium = rawTable('ees_ua_source_medium', {
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
  source: { kind: 'frozen' },
  key: ['date', 'pagePath', 'source', 'medium'],
})
