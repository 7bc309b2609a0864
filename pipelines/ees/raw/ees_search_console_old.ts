import { rawTable } from '../../define.ts'
import { PACIFIC_DAY } from '../meanings.ts'

export const ees_search_console_old = rawTable('ees_search_console_old', {
  about: 'Clicks and impressions of the service on Google by day, from before queries were kept.',
  columns: {
    date: 'DATE',
    clicks: 'DOUBLE',
    impressions: 'DOUBLE',
  },
  meanings: {
    date: PACIFIC_DAY,
  },
  source: { kind: 'frozen' },
  key: ['date'],
})
