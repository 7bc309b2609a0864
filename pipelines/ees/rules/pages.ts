import { type RawTable, sql, type Sql } from '../../define.ts'
import { pageType } from './page-type.ts'
import { slug } from './slug.ts'

/**
 * What each page is: `pagePath`, `slug`, `page_type`, `publication` (NULL where no publication has the slug).
 * `paths` is a select of `pagePath`; each comes out once, since paths are few and the rules are dear.
 */
export const pages = (paths: Sql, publications: RawTable): Sql => sql`
    select pagePath, slug, page_type, title_case(title) as publication
    from (
      select pagePath, ${slug('pagePath')} as slug, ${pageType('pagePath')} as page_type
      from (select distinct pagePath from (${paths}) as visited) as paths
    ) as paths
    left join ${publications} as publications using (slug)`
