import { appTable, sql } from '../../define.ts'
import { ees_ga4_events } from '../raw/ees_ga4_events.ts'
import { ees_pub_scrape } from '../raw/ees_pub_scrape.ts'
import { ees_ua_events } from '../raw/ees_ua_events.ts'
import { eachOnce } from '../rules/each-once.ts'
import { EVENT_KINDS } from '../rules/event-kinds.ts'
import { events } from '../rules/events.ts'
import { kept } from '../rules/kept.ts'
import { pages } from '../rules/pages.ts'
import { searchPageType } from '../rules/search-page-type.ts'
import { PUBLICATION_OF_PAGE, SEARCHED_FOR } from '../meanings.ts'

const found = events(ees_ua_events, ees_ga4_events, EVENT_KINDS.search)

const searches = sql`
  select date, pagePath, page_type, eventLabel, eventCount
  from (${found}) as found
  join (
    select eventCategory, ${searchPageType('value')} as page_type
    from (${eachOnce('eventCategory', found)}) as once
  ) as categories using (eventCategory)
  where ${kept(['Release page', 'Methodology pages'])}`

export const ees_publication_search_events = appTable('ees_publication_search_events', {
  about: 'Searches by day within the release and methodology pages of each publication.',
  columns: {
    date: 'DATE',
    page_type: 'STRING',
    publication: 'STRING',
    eventLabel: 'STRING',
    eventCount: 'DOUBLE',
  },
  meanings: {
    page_type: { means: '`Release page` or `Methodology pages`.' },
    publication: PUBLICATION_OF_PAGE,
    eventLabel: SEARCHED_FOR,
  },
  key: ['date', 'page_type', 'publication', 'eventLabel'],
  nullable: ['publication'],
  since: 'own-first-day',
  conserves: ['eventCount'],
  input: searches,
  classifies: ['page_type'],
  sql: sql`
  with searches as (${searches}
  ),
  pages as (${pages(sql`select pagePath from searches`, ees_pub_scrape)}
  )
  select date, searches.page_type, publication, eventLabel, sum(eventCount) as eventCount
  from searches
  join pages using (pagePath)
  group by date, searches.page_type, publication, eventLabel`,
})
