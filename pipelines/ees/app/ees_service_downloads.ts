import { appTable, sql } from '../../define.ts'
import { ees_ga4_events } from '../raw/ees_ga4_events.ts'
import { ees_pub_scrape } from '../raw/ees_pub_scrape.ts'
import { ees_ua_events } from '../raw/ees_ua_events.ts'
import { downloadKinds } from '../rules/download-kinds.ts'
import { EVENT_KINDS } from '../rules/event-kinds.ts'
import { events } from '../rules/events.ts'
import { unlistedEvents } from '../rules/unlisted-events.ts'
import { DOWNLOADED_FILE, DOWNLOADED_FROM } from '../meanings.ts'

const downloads = events(ees_ua_events, ees_ga4_events, EVENT_KINDS.download)

export const ees_service_downloads = appTable('ees_service_downloads', {
  about: 'Files downloaded by day, from any part of the service.',
  columns: {
    date: 'DATE',
    page_type: 'STRING',
    download_type: 'STRING',
    eventLabel: 'STRING',
    eventCount: 'DOUBLE',
  },
  meanings: {
    page_type: DOWNLOADED_FROM,
    eventLabel: DOWNLOADED_FILE,
  },
  key: ['date', 'page_type', 'download_type', 'eventLabel'],
  since: 'own-first-day',
  conserves: ['eventCount'],
  input: downloads,
  classifies: ['page_type', 'download_type'],
  watches: {
    'unlisted-downloads': {
      severity: 'warn',
      rows: () =>
        unlistedEvents(
          ees_ua_events,
          ees_ga4_events,
          sql`(startswith(eventName, 'Release Page ') or startswith(eventName, 'Data Set ')
      or endswith(eventName, 'Download') or endswith(eventName, 'Downloaded'))`,
        ),
    },
  },
  sql: sql`
  with downloads as (${downloads}
  ),
  kinds as (${downloadKinds(sql`select eventName, eventCategory from downloads`, ees_pub_scrape)}
  )
  select date, page_type, download_type, eventLabel, sum(eventCount) as eventCount
  from downloads
  join kinds using (eventName, eventCategory)
  group by date, page_type, download_type, eventLabel`,
})
