import { expression, type RawTable, sql, type Sql } from '../../define.ts'
import { joinCutHeadings } from './cut-headings.ts'
import { ALL_FILES_OF_RELEASE } from './event-kinds.ts'
import { type Case, firstMatch } from './first-match.ts'

/** One event under two types: the whole name is Universal Analytics', the cut one GA4's. */
const PAGE_TYPES: readonly Case[] = [
  [sql`contains(eventCategory, 'Table Tool')`, 'Table tool'],
  [sql`contains(eventCategory, 'Data Catalogue')`, 'Data catalogue'],
  [sql`contains(eventName, 'Data Catalogue Page Selected Files Download')`, 'Data catalogue'],
  [sql`contains(eventName, 'Data Catalogue Page Selected Files Downl')`, 'Release page'],
  [sql`contains(eventCategory, 'Permalink Page')`, 'Permalinks'],
  [sql`startswith(eventName, 'Release Page ')`, 'Release page'],
  [sql`contains(eventCategory, '- Useful Information')`, 'Release page'],
]

const DOWNLOAD_TYPES: readonly Case[] = [
  [sql`eventName = 'ODS Download Button Clicked'`, 'ODS'],
  [sql`eventName = 'CSV Download Button Clicked'`, 'CSV'],
  [sql`eventName = 'Excel Download Button Clicked'`, 'Excel'],
  [sql`startswith(eventName, 'Download All Data')`, 'All files'],
  [sql`startswith(eventName, ${ALL_FILES_OF_RELEASE})`, 'All files'],
  [sql`eventName = 'Data Set File Download - All'`, 'All files'],
  [sql`eventName = 'Data Set File Download'`, 'Data catalogue'],
  [sql`startswith(eventName, 'Data Catalogue Page Selected Files Downl')`, 'Data catalogue'],
  [sql`eventName = 'Release Page File Downloaded'`, 'Ancillary'],
]

const ENDINGS = [['Release Page - Useful Information', 'Release page']] as const

/** What was downloaded where: `eventName`, `eventCategory`, `page_type`, `download_type`, each pair of names once. */
export const downloadKinds = (downloads: Sql, publications: RawTable): Sql => sql`
  select eventName, eventCategory,
    ${firstMatch(
      sql`eventName || ' in ' || eventCategory`,
      PAGE_TYPES,
      expression('min_by(page_type, place)'),
    )} as page_type,
    ${firstMatch(expression('eventName'), DOWNLOAD_TYPES)} as download_type
  from (select distinct eventName, eventCategory from (${downloads}) as downloads) as names${joinCutHeadings(publications, ENDINGS)}
  group by eventName, eventCategory`
