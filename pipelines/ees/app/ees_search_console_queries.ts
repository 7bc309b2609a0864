import { appTable, runDay, sql } from '../../define.ts'
import { ees_pub_scrape } from '../raw/ees_pub_scrape.ts'
import { ees_search_console } from '../raw/ees_search_console.ts'
import { pages } from '../rules/pages.ts'
import { isReleasePage } from '../rules/release-page.ts'

export const ees_search_console_queries = appTable('ees_search_console_queries', {
  about:
    'What people searched for on Google in the last 365 days: the ten queries with the most clicks and the ten with the most impressions, of each publication and of the service.',
  columns: { query: 'STRING', count: 'INT', publication: 'STRING', metric: 'STRING' },
  meanings: {
    publication: {
      means:
        'The publication whose release pages were shown, by its title in title case, or `Service` for all pages together.',
    },
  },
  key: ['publication', 'metric', 'query'],
  sql: sql`
  with recent as (
    select pagePath, query, clicks, impressions
    from ${ees_search_console}
    where date >= ${runDay} - 365
  ),
  pages as (${pages(sql`select pagePath from recent`, ees_pub_scrape)}
  ),
  searches as (
    select 'Service' as publication, query, clicks, impressions
    from recent
    union all
    select publication, query, clicks, impressions
    from recent
    join pages using (pagePath)
    where ${isReleasePage('pagePath')} and publication is not null
  ),
  totals as (
    select publication, query, sum(clicks) as clicks, sum(impressions) as impressions
    from searches
    group by publication, query
  ),
  metrics as (
    select publication, query, 'clicks' as metric, clicks as count from totals
    union all
    select publication, query, 'impressions' as metric, impressions as count from totals
  ),
  ranked as (
    select publication, query, metric, count,
      row_number() over (partition by publication, metric order by count desc, query) as place
    from metrics
  )
  select query, cast(count as int) as count, publication, metric
  from ranked
  where place <= 10`,
})
