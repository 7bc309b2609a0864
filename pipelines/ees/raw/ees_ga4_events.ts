import { rawTable } from '../../define.ts'
import { GA4 } from '../coverage.ts'

export const ees_ga4_events = rawTable('ees_ga4_events', {
  about:
    'What people did on each page by day: every event that GA4 counted, by name, label and category.',
  columns: {
    date: 'DATE',
    pagePath: 'STRING',
    eventName: 'STRING',
    eventLabel: 'STRING',
    eventCategory: 'STRING',
    eventCount: 'DOUBLE',
  },
  source: {
    kind: 'ga4',
    dimensions: {
      date: 'date',
      pagePath: 'pagePath',
      eventName: 'eventName',
      eventLabel: 'customEvent:event_label',
      eventCategory: 'customEvent:event_category',
    },
    metrics: { eventCount: 'eventCount' },
  },
  coverage: GA4,
})
