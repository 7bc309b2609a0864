import { expect, test } from 'vitest'

import { raw_ees_csv_downloads } from '../../../../pipelines/ees/raw/raw_ees_csv_downloads.ts'

test('raw_ees_csv_downloads has the columns of its files in their order, and where each row is from', () => {
  expect(Object.entries(raw_ees_csv_downloads.columns)).toEqual([
    ['csvDownloadHash', 'STRING'],
    ['publicationName', 'STRING'],
    ['releaseVersionId', 'STRING'],
    ['releaseName', 'STRING'],
    ['releaseLabel', 'STRING'],
    ['subjectId', 'STRING'],
    ['dataSetTitle', 'STRING'],
    ['downloads', 'INT'],
    ['_source_file', 'STRING'],
    ['_file_datetime', 'TIMESTAMP'],
    ['_file_date', 'DATE'],
  ])
})

test('raw_ees_csv_downloads is filled from these files', () => {
  expect(raw_ees_csv_downloads.source).toEqual({
    kind: 'parquet-drops',
    rootPattern: 'public-csv-downloads',
    uuids: ['releaseVersionId', 'subjectId'],
  })
})
