import { appTable, sql } from '../../define.ts'
import { ees_search_console } from '../raw/ees_search_console.ts'
import { ees_search_console_old } from '../raw/ees_search_console_old.ts'
import { PACIFIC_DAY } from '../meanings.ts'

// A day without rows may lack: the old export had such days, and so may the API.
export const ees_search_console_timeseries = appTable('ees_search_console_timeseries', {
  about: 'Clicks and impressions of the service on Google by day.',
  columns: { date: 'DATE', clicks: 'INT', impressions: 'INT' },
  meanings: {
    date: PACIFIC_DAY,
    clicks: {
      means:
        'How often a result of the service was clicked; from 2023-10-08 on without the queries that Google keeps back.',
      unit: 'count',
    },
    impressions: {
      means:
        'How often a result of the service was shown; from 2023-10-08 on without the queries that Google keeps back.',
      unit: 'count',
    },
  },
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
