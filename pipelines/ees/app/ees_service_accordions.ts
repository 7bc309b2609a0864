import { appTable, sql } from '../../define.ts'
import { ees_ga4_events } from '../raw/ees_ga4_events.ts'
import { ees_pub_scrape } from '../raw/ees_pub_scrape.ts'
import { ees_ua_events } from '../raw/ees_ua_events.ts'
import { accordionCategories } from '../rules/accordion-categories.ts'
import { EVENT_KINDS } from '../rules/event-kinds.ts'
import { events } from '../rules/events.ts'
import { kept } from '../rules/kept.ts'
import { unlistedEvents } from '../rules/unlisted-events.ts'
import { OPENED_SECTION } from '../meanings.ts'

const accordions = events(ees_ua_events, ees_ga4_events, EVENT_KINDS.accordion)

// Release data pages and the old data catalogue are in no table; no category gives Table tool today.
const opened = sql`
  select date, page_type, eventLabel, eventCount
  from (${accordions}) as accordions
  join (${accordionCategories(accordions, ees_pub_scrape)}
  ) as categories using (eventCategory)
  where ${kept(['Glossary', 'Table tool', 'Find stats navigation', 'Methodology navigation'])}`

export const ees_service_accordions = appTable('ees_service_accordions', {
  about: 'Sections opened by day, on pages that belong to no publication.',
  columns: { date: 'DATE', page_type: 'STRING', eventLabel: 'STRING', eventCount: 'DOUBLE' },
  meanings: {
    page_type: {
      means:
        'The part of the service: `Glossary`, `Find stats navigation` or `Methodology navigation`.',
    },
    eventLabel: OPENED_SECTION,
  },
  key: ['date', 'page_type', 'eventLabel'],
  since: 'own-first-day',
  conserves: ['eventCount'],
  input: opened,
  classifies: ['page_type'],
  watches: {
    'unlisted-accordions': {
      severity: 'warn',
      rows: () =>
        unlistedEvents(ees_ua_events, ees_ga4_events, sql`endswith(eventName, 'Accordion Opened')`),
    },
  },
  sql: sql`
  select date, page_type, eventLabel, sum(eventCount) as eventCount
  from (${opened}) as opened
  group by date, page_type, eventLabel`,
})
