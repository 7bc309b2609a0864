import { expect, test } from 'vitest'

import { raw_ees_zip_downloads } from '../../../../pipelines/ees/raw/raw_ees_zip_downloads.ts'

test('raw_ees_zip_downloads has the columns of its files in their order, and where each row is from', () => {
  expect(Object.entries(raw_ees_zip_downloads.columns)).toEqual([
    ['zipDownloadHash', 'STRING'],
    ['publicationName', 'STRING'],
    ['releaseVersionId', 'STRING'],
    ['releaseName', 'STRING'],
    ['releaseLabel', 'STRING'],
    ['subjectId', 'STRING'],
    ['dataSetTitle', 'STRING'],
    ['fromPage', 'STRING'],
    ['downloads', 'INT'],
    ['_source_file', 'STRING'],
    ['_file_datetime', 'TIMESTAMP'],
    ['_file_date', 'DATE'],
  ])
})

test('raw_ees_zip_downloads is filled from these files', () => {
  expect(raw_ees_zip_downloads.source).toEqual({
    kind: 'parquet-drops',
    rootPattern: 'public-zip-downloads',
    uuids: ['releaseVersionId', 'subjectId'],
    optional: ['fromPage'],
  })
})
