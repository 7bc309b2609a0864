import { appTable, sql } from '../../define.ts'
import { ees_ga4_events } from '../raw/ees_ga4_events.ts'
import { ees_pub_scrape } from '../raw/ees_pub_scrape.ts'
import { ees_ua_events } from '../raw/ees_ua_events.ts'
import { EVENT_KINDS } from '../rules/event-kinds.ts'
import { events } from '../rules/events.ts'
import { firstMatch } from '../rules/first-match.ts'
import { labelPublications } from '../rules/label-publications.ts'
import { pages } from '../rules/pages.ts'
import { unknownPublications } from '../rules/unknown-publications.ts'

const chosen = events(ees_ua_events, ees_ga4_events, EVENT_KINDS.tableCreated)

const pageType = firstMatch(sql`eventCategory`, [
  [sql`contains(pagePath, 'find-statistics')`, 'Release page'],
  [sql`contains(eventCategory, 'Table Tool')`, 'Table tool'],
])

/** The label is "<publication>/<subject>". */
const titleInLabel = sql`regexp_extract(eventLabel, '^([^/]*)/', 1)`

export const ees_publication_tables_created = appTable('ees_publication_tables_created', {
  about: 'Subjects chosen in the table tool by day, of each publication.',
  columns: {
    date: 'DATE',
    page_type: 'STRING',
    publication: 'STRING',
    eventLabel: 'STRING',
    eventCount: 'DOUBLE',
  },
  meanings: {
    page_type: { means: '`Release page` or `Table tool`.' },
    publication: {
      means:
        'The publication, by its title in title case: by the address of the page, or where that names none, by the label.',
    },
    eventLabel: {
      means:
        'The subject that was chosen: what follows the last `/` of the label, so that of a subject with a `/` only the end is there. The label was cut at 100 characters.',
    },
  },
  key: ['date', 'page_type', 'publication', 'eventLabel'],
  since: 'own-first-day',
  input: chosen,
  classifies: ['page_type'],
  watches: {
    'unknown-publications': {
      severity: 'warn',
      rows: (built) => unknownPublications(built, ees_pub_scrape),
    },
  },
  sql: sql`
  with chosen as (${chosen}
  ),
  pages as (${pages(sql`select pagePath from chosen`, ees_pub_scrape)}
  ),
  labels as (${labelPublications(sql`select eventLabel from chosen`, titleInLabel)}
  ),
  created as (
    select date, ${pageType} as page_type,
      case
        when slug = 'fast-track' or pagePath = '/data-tables' then labels.publication
        else pages.publication
      end as publication,
      split_part(eventLabel, '/', -1) as subject, eventCount
    from chosen
    join pages using (pagePath)
    left join labels using (eventLabel)
  )
  select date, page_type, publication, subject as eventLabel, sum(eventCount) as eventCount
  from created
  where publication is not null
  group by date, page_type, publication, subject`,
})
