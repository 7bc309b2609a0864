import { rawTable } from '../../define.ts'

export const ees_search_console_old = rawTable('ees_search_console_old', {
  columns: {
    date: 'DATE',
    clicks: 'DOUBLE',
    impressions: 'DOUBLE',
  },
  source: { kind: 'frozen' },
  key: ['date'],
})
