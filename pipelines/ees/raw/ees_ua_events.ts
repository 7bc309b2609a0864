import { rawTable } from '../../define.ts'

export const ees_ua_events = rawTable('ees_ua_events', {
  about: 'What people did on each page by day, from Universal Analytics.',
  columns: {
    date: 'DATE',
    pagePath: 'STRING',
    eventAction: 'STRING',
    eventLabel: 'STRING',
    eventCategory: 'STRING',
    totalEvents: 'DOUBLE',
  },
  source: { kind: 'frozen' },
  key: ['date', 'pagePath', 'eventAction', 'eventLabel', 'eventCategory'],
})
