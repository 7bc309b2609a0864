import { type RawTable, sql, type Sql } from '../../define.ts'
import { eachOnce } from './each-once.ts'
import { pageType } from './page-type.ts'
import { slug } from './slug.ts'

/**
 * What each page is: `pagePath`, `slug`, `page_type`, `publication` (NULL where no publication has the slug).
 * `paths` is a select of `pagePath`; each comes out once.
 */
export const pages = (paths: Sql, publications: RawTable): Sql => sql`
    select pagePath, slug, page_type, title_case(title) as publication
    from (
      select pagePath, ${slug('value')} as slug, ${pageType('value')} as page_type
      from (${eachOnce('pagePath', paths)}) as visited
    ) as paths
    left join ${publications} as publications using (slug)`
