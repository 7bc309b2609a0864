import { appTable, sql } from '../../define.ts'
import { ees_ga4_events } from '../raw/ees_ga4_events.ts'
import { ees_pub_scrape } from '../raw/ees_pub_scrape.ts'
import { ees_ua_events } from '../raw/ees_ua_events.ts'
import { EVENT_KINDS } from '../rules/event-kinds.ts'
import { events } from '../rules/events.ts'
import { pages } from '../rules/pages.ts'
import { PUBLICATION } from '../meanings.ts'

const clicks = events(ees_ua_events, ees_ga4_events, EVENT_KINDS.featuredTable)

export const ees_publication_featured_tables = appTable('ees_publication_featured_tables', {
  about: 'Featured tables opened by day, of each publication.',
  columns: { date: 'DATE', publication: 'STRING', eventLabel: 'STRING', eventCount: 'DOUBLE' },
  meanings: {
    publication: PUBLICATION,
    eventLabel: {
      means:
        'The name of the featured table, without `Featured Table Name: `. GA4 cut it at 100 characters before that was taken off.',
    },
  },
  key: ['date', 'publication', 'eventLabel'],
  since: 'own-first-day',
  input: clicks,
  sql: sql`
  with clicks as (${clicks}
  ),
  pages as (${pages(sql`select pagePath from clicks`, ees_pub_scrape)}
  ),
  named as (
    select date, publication, eventCount,
      regexp_replace(eventLabel, '^Featured Table Name: ', '') as eventLabel
    from clicks
    join pages using (pagePath)
    where publication is not null
  )
  select date, publication, eventLabel, sum(eventCount) as eventCount
  from named
  group by date, publication, eventLabel`,
})
