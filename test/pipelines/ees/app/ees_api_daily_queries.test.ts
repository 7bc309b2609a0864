import { describe, expect, test } from 'vitest'

import { appChecks } from '../../../../checks/app-table.ts'
import { ees_api_daily_queries } from '../../../../pipelines/ees/app/ees_api_daily_queries.ts'
import { build } from '../../../support/app-sql.ts'
import { judged } from '../../../support/judged.ts'

const call = (type: string, _file_date = '2026-02-16') => ({ type, _file_date })
const post = (_file_date = '2026-02-16') => ({ durationMillis: 5, _file_date })

const none = {
  GetPublications: 0,
  GetDataSets: 0,
  GetPublicationSummary: 0,
  GetDataSetSummary: 0,
  GetVersions: 0,
  DownloadCsv: 0,
  GetMetadata: 0,
  GetChanges: 0,
  GetVersionSummary: 0,
  PostQueryExecutions: 0,
}

describe('ees_api_daily_queries', () => {
  test('tells the summaries of publications, data sets and versions apart', async () => {
    const rows = await build(ees_api_daily_queries, {
      raw_ees_publications: [call('GetSummary'), call('GetDataSets')],
      raw_ees_data_sets: [call('GetSummary'), call('GetSummary'), call('GetVersions')],
      raw_ees_data_set_versions: [call('GetSummary'), call('GetSummary'), call('GetSummary')],
    })
    expect(rows).toEqual([
      {
        ...none,
        date: '2026-02-16',
        GetDataSets: 1,
        GetPublicationSummary: 1,
        GetDataSetSummary: 2,
        GetVersions: 1,
        GetVersionSummary: 3,
      },
    ])
  })

  test('counts every call by the day of its file, in the order of the columns', async () => {
    const rows = await build(ees_api_daily_queries, {
      raw_ees_top_level: [call('GetPublications'), call('GetPublications', '2026-02-17')],
      raw_ees_data_set_versions: [call('GetMetadata'), call('DownloadCsv'), call('GetChanges')],
      raw_ees_query_access: [post(), post(), post('2026-02-18')],
    })
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['2026-02-16', 1, 0, 0, 0, 0, 1, 1, 1, 0, 2],
      ['2026-02-17', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      ['2026-02-18', 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    ])
  })

  test('has a row of zeros for a day on which only other calls occur', async () => {
    const rows = await build(ees_api_daily_queries, {
      raw_ees_data_sets: [call('GetNovelty')],
      raw_ees_top_level: [call('GetVersions', '2026-02-17')],
    })
    expect(rows).toEqual([
      { ...none, date: '2026-02-16' },
      { ...none, date: '2026-02-17', GetVersions: 1 },
    ])
  })

  test('passes its assertions as built, and stops where a call is lost', async () => {
    const tables = { raw_ees_top_level: [call('GetPublications'), call('GetPublications')] }
    const checks = appChecks(ees_api_daily_queries)
    const findings = async (counted: number) => {
      const built = { ...none, date: '2026-02-16', GetPublications: counted }
      const world = { tables: { ...tables, ees_api_daily_queries: [built] } }
      const found = await judged(checks, world, [ees_api_daily_queries])
      return found.map(({ check, severity }) => `${check} ${severity}`)
    }
    expect(await findings(2)).toEqual([])
    expect(await findings(1)).toEqual(['conserved stop'])
  })
})
