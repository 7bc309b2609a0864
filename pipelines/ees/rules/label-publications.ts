import { join, sql, type Sql } from '../../define.ts'
import { RENAMED_PUBLICATIONS } from './renamed-publications.ts'

const currentName = join(
  RENAMED_PUBLICATIONS.map(([before, now]) => sql`when ${before} then ${now}`),
  '\n    ',
)

/**
 * The publications that labels name: `eventLabel`, `publication` (NULL where it names none). `labels` is a select of
 * `eventLabel`, each of which comes out once; `name` is where in the label the publication stands.
 */
export const labelPublications = (labels: Sql, name: Sql): Sql => sql`
  select eventLabel, case name
    ${currentName}
    else name
  end as publication
  from (
    select eventLabel, title_case(nullif(trim(${name}), '')) as name
    from (select distinct eventLabel from (${labels}) as labelled) as labels
  ) as names`
