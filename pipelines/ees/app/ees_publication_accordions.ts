import { appTable, sql } from '../../define.ts'
import { ees_ga4_events } from '../raw/ees_ga4_events.ts'
import { ees_pub_scrape } from '../raw/ees_pub_scrape.ts'
import { ees_ua_events } from '../raw/ees_ua_events.ts'
import { accordionCategories } from '../rules/accordion-categories.ts'
import { EVENT_KINDS } from '../rules/event-kinds.ts'
import { events } from '../rules/events.ts'
import { kept } from '../rules/kept.ts'
import { pages } from '../rules/pages.ts'
import { OPENED_SECTION, PUBLICATION_OF_PAGE } from '../meanings.ts'

const accordions = events(ees_ua_events, ees_ga4_events, EVENT_KINDS.accordion)

const opened = sql`
  select date, pagePath, page_type, eventLabel, eventCount
  from (${accordions}) as accordions
  join (${accordionCategories(accordions, ees_pub_scrape)}
  ) as categories using (eventCategory)
  where ${kept(['Release page', 'Methodology'])}`

export const ees_publication_accordions = appTable('ees_publication_accordions', {
  about: 'Sections opened by day, on the release and methodology pages of each publication.',
  columns: {
    date: 'DATE',
    page_type: 'STRING',
    publication: 'STRING',
    eventLabel: 'STRING',
    eventCount: 'DOUBLE',
  },
  meanings: {
    page_type: { means: '`Release page` or `Methodology`.' },
    publication: PUBLICATION_OF_PAGE,
    eventLabel: OPENED_SECTION,
  },
  key: ['date', 'page_type', 'publication', 'eventLabel'],
  nullable: ['publication'],
  since: 'own-first-day',
  conserves: ['eventCount'],
  input: opened,
  classifies: ['page_type'],
  sql: sql`
  with opened as (${opened}
  ),
  pages as (${pages(sql`select pagePath from opened`, ees_pub_scrape)}
  )
  select date, opened.page_type, publication, eventLabel, sum(eventCount) as eventCount
  from opened
  join pages using (pagePath)
  group by date, opened.page_type, publication, eventLabel`,
})
