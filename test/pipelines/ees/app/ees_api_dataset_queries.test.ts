import { describe, expect, test } from 'vitest'

import { appChecks } from '../../../../checks/app-table.ts'
import { ees_api_dataset_queries } from '../../../../pipelines/ees/app/ees_api_dataset_queries.ts'
import { build, type Given } from '../../../support/app-sql.ts'
import { judged } from '../../../support/judged.ts'

const FIRST = '11111111-0000-4000-8000-000000000001'
const SECOND = '11111111-0000-4000-8000-000000000002'
const DAY = '2026-02-16'

const ofFile = (day: string) => ({ _file_date: day, _file_datetime: `${day} 17:02:02` })

const call = (type: string, more = {}) => ({
  dataSetId: 'absence',
  dataSetTitle: 'Absence',
  dataSetVersion: '1.0',
  dataSetVersionId: FIRST,
  startTime: `${DAY} 12:00:00`,
  type,
  ...ofFile(DAY),
  ...more,
})

const query = (more = {}) => ({
  dataSetId: 'absence',
  dataSetTitle: 'Absence',
  dataSetVersion: '1.0',
  dataSetVersionId: FIRST,
  ...ofFile(DAY),
  ...more,
})

const post = (dataSetVersionId = FIRST, day = DAY) => ({ dataSetVersionId, ...ofFile(day) })

const ees_scrape_api_data_catalog = [
  { publication: 'Pupil absence in schools', dataset_id: 'file', api_dataset_id: 'absence' },
]

const rowsOf = async (given: Given) =>
  (await build(ees_api_dataset_queries, { ees_scrape_api_data_catalog, ...given })).map((row) =>
    Object.values(row),
  )

describe('ees_api_dataset_queries', () => {
  test('counts by data set and version, with the publication as the catalogue spells it', async () => {
    expect(
      await rowsOf({
        raw_ees_data_set_versions: [
          call('DownloadCsv'),
          call('GetMetadata'),
          call('GetMetadata'),
          call('GetMetadata', { dataSetVersion: '2.0', dataSetVersionId: SECOND }),
        ],
        raw_ees_query_access: [post(), post(), post(SECOND)],
      }),
    ).toEqual([
      [DAY, 'absence', 'Absence', '1.0', 'Pupil absence in schools', 1, 2, 2],
      [DAY, 'absence', 'Absence', '2.0', 'Pupil absence in schools', 0, 1, 1],
    ])
  })

  test('finds the data set of a post by what is logged of queries, on whatever day', async () => {
    expect(
      await rowsOf({
        raw_ees_queries: [query(), query({ dataSetTitle: 'Absence', ...ofFile('2026-02-18') })],
        raw_ees_query_access: [post(), post(FIRST, '2026-02-17')],
      }),
    ).toEqual([
      [DAY, 'absence', 'Absence', '1.0', 'Pupil absence in schools', 0, 0, 1],
      ['2026-02-17', 'absence', 'Absence', '1.0', 'Pupil absence in schools', 0, 0, 1],
    ])
  })

  test('counts posts once, under the newest title of the data set, whichever log has it', async () => {
    const renamed = { dataSetTitle: 'Absence rates', ...ofFile('2026-02-20') }
    const version = { dataSetVersion: '2.0', dataSetVersionId: SECOND }
    const posts = { raw_ees_query_access: [post(), post()] }
    const title = [DAY, 'absence', 'Absence rates', '1.0', 'Pupil absence in schools', 0, 0, 2]
    for (const given of [
      { raw_ees_queries: [query(), query(renamed)] },
      { raw_ees_queries: [query(), query({ ...renamed, ...version })] },
    ])
      expect(await rowsOf({ ...posts, ...given })).toEqual([title])
    expect(
      await rowsOf({
        ...posts,
        raw_ees_queries: [query()],
        raw_ees_data_set_versions: [call('GetMetadata'), call('GetMetadata', renamed)],
      }),
    ).toEqual([
      [DAY, 'absence', 'Absence', '1.0', 'Pupil absence in schools', 0, 1, 0],
      title,
      ['2026-02-20', 'absence', 'Absence rates', '1.0', 'Pupil absence in schools', 0, 1, 0],
    ])
  })

  test('of two titles in one file, the one of the later call is the newest', async () => {
    const titled = (dataSetTitle: string, startTime: string) =>
      call('GetMetadata', { dataSetTitle, startTime: `${DAY} ${startTime}` })
    const rows = await rowsOf({
      raw_ees_data_set_versions: [titled('New', '13:00:00'), titled('Old', '12:00:00')],
      raw_ees_query_access: [post()],
    })
    expect(rows.filter((row) => row.at(-1) === 1).map((row) => row[2])).toEqual(['New'])
  })

  test('leaves NULL what cannot be resolved', async () => {
    expect(
      await rowsOf({
        raw_ees_queries: [query({ dataSetId: 'unlisted', dataSetVersionId: SECOND })],
        raw_ees_query_access: [post(), post(), post(SECOND)],
      }),
    ).toEqual([
      [DAY, null, null, null, null, 0, 0, 2],
      [DAY, 'unlisted', 'Absence', '1.0', null, 0, 0, 1],
    ])
  })

  test('a data set that the catalogue lists twice is counted once', async () => {
    const [listed] = ees_scrape_api_data_catalog
    const twice = [listed, { ...listed, dataset_id: 'other file' }]
    const given = { raw_ees_data_set_versions: [call('DownloadCsv')] }
    const rows = await build(ees_api_dataset_queries, {
      ...given,
      ees_scrape_api_data_catalog: twice.flatMap((row) => row ?? []),
    })
    expect(rows).toMatchObject([{ DownloadCsv: 1, publicationTitle: 'Pupil absence in schools' }])
  })

  test('has a row of zeros for a data set of which only other calls occur', async () => {
    expect(await rowsOf({ raw_ees_data_set_versions: [call('GetChanges')] })).toEqual([
      [DAY, 'absence', 'Absence', '1.0', 'Pupil absence in schools', 0, 0, 0],
    ])
  })

  test('passes its assertions as built, and stops where a post is counted twice', async () => {
    const tables = { raw_ees_queries: [query()], raw_ees_query_access: [post()] }
    const [built] = await build(ees_api_dataset_queries, tables)
    const findings = async (posts: number) => {
      const rows = [{ ...built, PostQueryExecutions: posts }]
      const world = { tables: { ...tables, ees_api_dataset_queries: rows } }
      const found = await judged(appChecks(ees_api_dataset_queries), world, [
        ees_api_dataset_queries,
      ])
      return found.map(({ check, severity }) => `${check} ${severity}`)
    }
    expect(await findings(1)).toEqual([])
    expect(await findings(2)).toEqual(['conserved stop'])
  })
})
