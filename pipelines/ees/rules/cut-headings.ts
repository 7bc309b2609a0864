import { join, type RawTable, sql, type Sql } from '../../define.ts'
import { RENAMED_PUBLICATIONS } from './renamed-publications.ts'

/** What follows a publication's title in a category, and the page type it tells. */
export type Ending = readonly [ending: string, pageType: string]

const formerTitles = join(
  RENAMED_PUBLICATIONS.map(([before]) => sql`select ${before} as title`),
  ' union all ',
)

/**
 * The headings that a category may be the beginning of: `heading` in small letters, `page_type`, `place`. Where a cut
 * leaves so little that several fit, the one of the first place counts.
 */
export function headings(publications: RawTable, endings: readonly Ending[]): Sql {
  const rows = endings.map(([ending, pageType], place) => sql`(${ending}, ${pageType}, ${place})`)
  return sql`
  select lower(title || ' ' || ending) as heading, page_type, place
  from (select title from ${publications} union all ${formerTitles}) as titles
  cross join (values ${join(rows, ', ')}) as endings (ending, page_type, place)`
}

/**
 * GA cuts a category at 100 characters, and a blank at the end may be lost. Titles are in capitals on one side and
 * not on the other.
 */
export const isCut = sql`length(eventCategory) >= 99 and startswith(heading, lower(eventCategory))`
