import { appTable, expression, join, sql } from '../../define.ts'
import { FILE_DAY } from '../meanings.ts'
import { raw_ees_data_set_versions } from '../raw/raw_ees_data_set_versions.ts'
import { raw_ees_data_sets } from '../raw/raw_ees_data_sets.ts'
import { raw_ees_publications } from '../raw/raw_ees_publications.ts'
import { raw_ees_query_access } from '../raw/raw_ees_query_access.ts'
import { raw_ees_top_level } from '../raw/raw_ees_top_level.ts'

const CALLS = [
  'GetPublications',
  'GetDataSets',
  'GetPublicationSummary',
  'GetDataSetSummary',
  'GetVersions',
  'DownloadCsv',
  'GetMetadata',
  'GetChanges',
  'GetVersionSummary',
  'PostQueryExecutions',
] as const

/** A call's name, where each kind of thing has a summary of the same name. */
const named = (summary: string) => sql`case when type = 'GetSummary' then ${summary} else type end`

/** A row for each call, with 1 in the column of its name; a call of another name has none. */
const calls = sql`
    select date, ${join(
      CALLS.map((name) => sql`case when call = ${name} then 1 else 0 end as ${expression(name)}`),
      ', ',
    )}
    from (
      select _file_date as date, type as call from ${raw_ees_top_level}
      union all
      select _file_date as date, ${named('GetPublicationSummary')} as call from ${raw_ees_publications}
      union all
      select _file_date as date, ${named('GetDataSetSummary')} as call from ${raw_ees_data_sets}
      union all
      select _file_date as date, ${named('GetVersionSummary')} as call from ${raw_ees_data_set_versions}
      union all
      select _file_date as date, 'PostQueryExecutions' as call from ${raw_ees_query_access}
    ) as logged`

export const ees_api_daily_queries = appTable('ees_api_daily_queries', {
  about:
    'Calls of the public API by day and kind; a day whose calls are all of other kinds has a row of zeros.',
  columns: {
    date: 'DATE',
    GetPublications: 'BIGINT',
    GetDataSets: 'BIGINT',
    GetPublicationSummary: 'BIGINT',
    GetDataSetSummary: 'BIGINT',
    GetVersions: 'BIGINT',
    DownloadCsv: 'BIGINT',
    GetMetadata: 'BIGINT',
    GetChanges: 'BIGINT',
    GetVersionSummary: 'BIGINT',
    PostQueryExecutions: 'BIGINT',
  },
  meanings: { date: FILE_DAY },
  key: ['date'],
  since: 'own-first-day',
  conserves: CALLS,
  input: calls,
  sql: sql`
  with calls as (${calls}
  )
  select date, ${join(
    CALLS.map((name) => sql`sum(${expression(name)}) as ${expression(name)}`),
    ', ',
  )}
  from calls
  group by date`,
})
