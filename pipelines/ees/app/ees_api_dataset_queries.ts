import { appTable, sql } from '../../define.ts'
import { FILE_DAY } from '../meanings.ts'
import { ees_scrape_api_data_catalog } from '../raw/ees_scrape_api_data_catalog.ts'
import { raw_ees_data_set_versions } from '../raw/raw_ees_data_set_versions.ts'
import { raw_ees_queries } from '../raw/raw_ees_queries.ts'
import { raw_ees_query_access } from '../raw/raw_ees_query_access.ts'

/** Calls by version, as they were logged; a post says only which version it was. */
const calls = sql`
    select _file_date as date, dataSetVersionId, dataSetId, dataSetTitle, dataSetVersion,
      case when type = 'DownloadCsv' then 1 else 0 end as DownloadCsv,
      case when type = 'GetMetadata' then 1 else 0 end as GetMetadata,
      0 as PostQueryExecutions
    from ${raw_ees_data_set_versions}
    union all
    select _file_date as date, dataSetVersionId, cast(null as string) as dataSetId,
      cast(null as string) as dataSetTitle, cast(null as string) as dataSetVersion,
      0 as DownloadCsv, 0 as GetMetadata, 1 as PostQueryExecutions
    from ${raw_ees_query_access}`

export const ees_api_dataset_queries = appTable('ees_api_dataset_queries', {
  about:
    'Calls of the public API that are about the rows of a data set, by day and version; calls of other kinds make a row of zeros.',
  columns: {
    date: 'DATE',
    dataSetId: 'STRING',
    dataSetTitle: 'STRING',
    dataSetVersion: 'STRING',
    publicationTitle: 'STRING',
    DownloadCsv: 'BIGINT',
    GetMetadata: 'BIGINT',
    PostQueryExecutions: 'BIGINT',
  },
  meanings: {
    date: FILE_DAY,
    dataSetId: {
      means:
        "The data set's id in the API: `api_dataset_id` of the data catalogue. NULL for queries whose data set no log names.",
    },
    dataSetTitle: {
      means:
        'The title of the data set: at the time of the call, or for queries, whose logs have none, its newest.',
    },
    publicationTitle: {
      means:
        'The title of the publication as the data catalogue has it today; NULL where the data set is not there.',
    },
  },
  key: ['date', 'dataSetId', 'dataSetTitle', 'dataSetVersion'],
  nullable: ['dataSetId', 'dataSetTitle', 'dataSetVersion', 'publicationTitle'],
  since: 'own-first-day',
  conserves: ['DownloadCsv', 'GetMetadata', 'PostQueryExecutions'],
  input: calls,
  sql: sql`
  with calls as (${calls}
  ),
  mentions as (
    select dataSetVersionId, dataSetId, dataSetVersion, dataSetTitle, _file_datetime, startTime
    from ${raw_ees_data_set_versions}
    union all
    select dataSetVersionId, dataSetId, dataSetVersion, dataSetTitle, _file_datetime,
      cast(null as timestamp) as startTime
    from ${raw_ees_queries}
  ),
  versions as (
    select dataSetVersionId, max(dataSetId) as dataSetId, max(dataSetVersion) as dataSetVersion
    from mentions
    group by dataSetVersionId
  ),
  titles as (
    select dataSetId, dataSetTitle
    from (
      select dataSetId, dataSetTitle,
        row_number() over (
          partition by dataSetId order by _file_datetime desc, startTime desc, dataSetTitle
        ) as place
      from mentions
      where dataSetTitle is not null
    ) as newest
    where place = 1
  ),
  publications as (
    select api_dataset_id, max(publication) as publicationTitle
    from ${ees_scrape_api_data_catalog}
    group by api_dataset_id
  ),
  resolved as (
    select calls.date, calls.DownloadCsv, calls.GetMetadata, calls.PostQueryExecutions,
      coalesce(calls.dataSetId, versions.dataSetId) as dataSetId,
      coalesce(calls.dataSetTitle, titles.dataSetTitle) as dataSetTitle,
      coalesce(calls.dataSetVersion, versions.dataSetVersion) as dataSetVersion
    from calls
    left join versions on versions.dataSetVersionId = calls.dataSetVersionId
    left join titles on titles.dataSetId = versions.dataSetId
  )
  select date, dataSetId, dataSetTitle, dataSetVersion, publicationTitle,
    sum(DownloadCsv) as DownloadCsv, sum(GetMetadata) as GetMetadata,
    sum(PostQueryExecutions) as PostQueryExecutions
  from resolved
  left join publications on api_dataset_id = dataSetId
  group by date, dataSetId, dataSetTitle, dataSetVersion, publicationTitle`,
})
