import { type AppTable, type RawTable, sql, type Sql } from '../../define.ts'

/** Publications that labels name and the site does not: `publication`, `count`. */
export const unknownPublications = (built: AppTable, publications: RawTable): Sql => sql`
  select publication, sum(eventCount) as count
  from ${built}
  where publication not in (select title_case(title) from ${publications})
  group by publication`
