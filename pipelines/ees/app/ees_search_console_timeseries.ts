import { appTable, sql } from '../../define.ts'
import { ees_search_console } from '../raw/ees_search_console.ts'
import { ees_search_console_old } from '../raw/ees_search_console_old.ts'

// A day without rows may lack: the old export had such days, and so may the API.
export const ees_search_console_timeseries = appTable('ees_search_console_timeseries', {
  columns: { date: 'DATE', clicks: 'INT', impressions: 'INT' },
  key: ['date'],
  conserves: ['clicks', 'impressions'],
  sql: sql`
  with searches as (
    select date, clicks, impressions from ${ees_search_console_old}
    union all
    select date, clicks, impressions from ${ees_search_console}
  )
  select date, cast(sum(clicks) as int) as clicks, cast(sum(impressions) as int) as impressions
  from searches
  group by date`,
})
