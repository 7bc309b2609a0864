import { appTable, sql } from '../../define.ts'
import { ees_ga4_events } from '../raw/ees_ga4_events.ts'
import { ees_pub_scrape } from '../raw/ees_pub_scrape.ts'
import { ees_ua_events } from '../raw/ees_ua_events.ts'
import { downloadKinds } from '../rules/download-kinds.ts'
import { EVENT_KINDS } from '../rules/event-kinds.ts'
import { events } from '../rules/events.ts'
import { labelPublications } from '../rules/label-publications.ts'
import { pages } from '../rules/pages.ts'
import { unknownPublications } from '../rules/unknown-publications.ts'
import { DOWNLOADED_FILE, DOWNLOADED_FROM } from '../meanings.ts'

const downloads = events(ees_ua_events, ees_ga4_events, EVENT_KINDS.download)

/** The label of a file from the data catalogue: "Publication: <title>, Release: <release>, Data Set: <title>". */
const titleInLabel = sql`regexp_extract(eventLabel, 'Publication: (.*?), R', 1)`

export const ees_publication_downloads = appTable('ees_publication_downloads', {
  about:
    'Files downloaded by day, of each publication; files of no known publication are left out.',
  columns: {
    date: 'DATE',
    publication: 'STRING',
    page_type: 'STRING',
    download_type: 'STRING',
    eventLabel: 'STRING',
    eventCount: 'DOUBLE',
  },
  meanings: {
    publication: {
      means:
        'The publication, by its title in title case: by the address of the page, or on the data catalogue by the label.',
    },
    page_type: DOWNLOADED_FROM,
    eventLabel: DOWNLOADED_FILE,
  },
  key: ['date', 'publication', 'page_type', 'download_type', 'eventLabel'],
  since: 'own-first-day',
  input: downloads,
  classifies: ['page_type', 'download_type'],
  watches: {
    'unknown-publications': {
      severity: 'warn',
      rows: (built) => unknownPublications(built, ees_pub_scrape),
    },
  },
  sql: sql`
  with downloads as (${downloads}
  ),
  kinds as (${downloadKinds(sql`select eventName, eventCategory from downloads`, ees_pub_scrape)}
  ),
  pages as (${pages(sql`select pagePath from downloads`, ees_pub_scrape)}
  ),
  labels as (${labelPublications(sql`select eventLabel from downloads`, titleInLabel)}
  ),
  attributed as (
    select date, kinds.page_type, download_type, eventLabel, eventCount,
      case
        when pages.publication is not null then pages.publication
        when kinds.page_type = 'Data catalogue' then labels.publication
      end as publication
    from downloads
    join kinds using (eventName, eventCategory)
    join pages using (pagePath)
    left join labels using (eventLabel)
  )
  select date, publication, page_type, download_type, eventLabel, sum(eventCount) as eventCount
  from attributed
  where publication is not null
  group by date, publication, page_type, download_type, eventLabel`,
})
