import { appTable, sql } from '../../define.ts'
import { ees_ga4_events } from '../raw/ees_ga4_events.ts'
import { ees_ua_events } from '../raw/ees_ua_events.ts'
import { eachOnce } from '../rules/each-once.ts'
import { EVENT_KINDS } from '../rules/event-kinds.ts'
import { events } from '../rules/events.ts'
import { kept } from '../rules/kept.ts'
import { searchPageType } from '../rules/search-page-type.ts'
import { SEARCHED_FOR } from '../meanings.ts'

const PAGE_TYPES = ['Glossary', 'Data catalogue', 'Table tool', 'Find stats', 'Methodology nav']

const found = events(ees_ua_events, ees_ga4_events, EVENT_KINDS.search)

const searches = sql`
  select date, page_type, eventLabel, eventCount
  from (${found}) as found
  join (
    select eventCategory, ${searchPageType('value')} as page_type
    from (${eachOnce('eventCategory', found)}) as once
  ) as categories using (eventCategory)
  where ${kept(PAGE_TYPES)}`

export const ees_service_search_events = appTable('ees_service_search_events', {
  about: 'Searches within the service by day, on pages that belong to no publication.',
  columns: { date: 'DATE', page_type: 'STRING', eventLabel: 'STRING', eventCount: 'DOUBLE' },
  meanings: {
    page_type: {
      means:
        'The part of the service: `Glossary`, `Data catalogue`, `Table tool`, `Find stats` or `Methodology nav`.',
    },
    eventLabel: SEARCHED_FOR,
  },
  key: ['date', 'page_type', 'eventLabel'],
  since: 'own-first-day',
  conserves: ['eventCount'],
  input: searches,
  classifies: ['page_type'],
  sql: sql`
  select date, page_type, eventLabel, sum(eventCount) as eventCount
  from (${searches}) as searches
  group by date, page_type, eventLabel`,
})
