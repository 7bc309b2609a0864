import { join, type RawTable, sql, type Sql } from '../../define.ts'
import { RENAMED_PUBLICATIONS } from './renamed-publications.ts'

/** What follows a publication's title in a category, and the page type it tells. */
type Ending = readonly [ending: string, pageType: string]

/**
 * Joins to `eventCategory` the headings that GA may have cut it from: `page_type` and `place`, NULL where it is no cut
 * heading. Where a cut leaves so little that several fit, the one of the first place counts.
 *
 * GA cuts at 100 characters, and a blank at the end may get lost. Titles have capitals on one side and not the other.
 */
export function joinCutHeadings(publications: RawTable, endings: readonly Ending[]): Sql {
  const rows = endings.map(([ending, pageType], place) => sql`(${ending}, ${pageType}, ${place})`)
  const formerTitles = RENAMED_PUBLICATIONS.map(([former]) => sql`(${former})`)
  return sql`
  left join (
    select lower(title || ' ' || ending) as heading, page_type, place
    from (
      select title from ${publications}
      union all
      select title from (values ${join(formerTitles, ', ')}) as former (title)
    ) as titles
    cross join (values ${join(rows, ', ')}) as endings (ending, page_type, place)
  ) as headings
    on length(eventCategory) >= 99 and startswith(heading, lower(eventCategory))`
}
