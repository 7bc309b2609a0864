import { expect, test } from 'vitest'

import { ees_ga4_events } from '../../../../pipelines/ees/raw/ees_ga4_events.ts'
import { ees_ua_events } from '../../../../pipelines/ees/raw/ees_ua_events.ts'
import { EVENT_KINDS } from '../../../../pipelines/ees/rules/event-kinds.ts'
import { events } from '../../../../pipelines/ees/rules/events.ts'
import { select } from '../../../support/app-sql.ts'

test('events() takes one kind from both sides of the changeover', async () => {
  const place = { pagePath: '/glossary', eventLabel: 'A', eventCategory: 'Glossary' }
  const rows = await select(events(ees_ua_events, ees_ga4_events, EVENT_KINDS.accordion), {
    ees_ua_events: [
      { ...place, date: '2023-06-21', eventAction: 'Accordion Opened', totalEvents: 3 },
      { ...place, date: '2023-06-21', eventAction: 'Accordion Closed', totalEvents: 5 },
    ],
    ees_ga4_events: [
      { ...place, date: '2023-06-23', eventName: 'Accordion Opened', eventCount: 7 },
      { ...place, date: '2023-06-23', eventName: 'page_view', eventCount: 9 },
    ],
  })
  const name = { eventName: 'Accordion Opened' }
  expect(rows).toEqual([
    { ...place, ...name, date: '2023-06-21', eventCount: 3 },
    { ...place, ...name, date: '2023-06-23', eventCount: 7 },
  ])
})
