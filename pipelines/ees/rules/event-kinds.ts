import { sql, type Sql } from '../../define.ts'

const ACCORDIONS = [
  'Content Accordion Opened',
  'Accordion Opened',
  'Annexes Accordion Opened',
  'Data Accordion Opened',
  'Publications Accordion Opened',
  'Publications+Accordion+Opened',
]

const DOWNLOADS = [
  'CSV Download Button Clicked',
  'ODS Download Button Clicked',
  'Excel Download Button Clicked',
  'Data Set File Download',
  'Data Set File Download - All',
  'Download All Data Button Clicked',
  'Release Page File Downloaded',
  'Data Catalogue Page Selected Files Download',
  'Data Catalogue Page Selected Files Downl',
]

/** The name goes on with the release's title, and GA4 cuts it at 40 characters. */
export const ALL_FILES_OF_RELEASE = 'Release Page All Files'

const SEARCHES = [
  'PageSearchForm',
  'Publications Filtered by Search',
  'Data Sets Filtered by searchTerm',
]

const FEATURED_TABLE = 'Clicked to View Featured Table'
const TABLE_CREATED = 'Publication and Subject Chosen'
const SESSION_START = 'session_start'

/** Conditions on `eventName`: what kind of event a row counts. */
export const EVENT_KINDS = {
  accordion: sql`eventName in ${ACCORDIONS}`,
  download: sql`(eventName in ${DOWNLOADS} or startswith(eventName, ${ALL_FILES_OF_RELEASE}))`,
  search: sql`eventName in ${SEARCHES}`,
  featuredTable: sql`eventName = ${FEATURED_TABLE}`,
  tableCreated: sql`eventName = ${TABLE_CREATED}`,
  sessionStart: sql`eventName = ${SESSION_START}`,
} satisfies Record<string, Sql>
