import { expect, test } from 'vitest'

import { raw_ees_query_access } from '../../../../pipelines/ees/raw/raw_ees_query_access.ts'

test('raw_ees_query_access has the columns of its files in their order, and where each row is from', () => {
  expect(Object.entries(raw_ees_query_access.columns)).toEqual([
    ['queryVersionHash', 'STRING'],
    ['dataSetVersionId', 'STRING'],
    ['startTime', 'TIMESTAMP'],
    ['endTime', 'TIMESTAMP'],
    ['durationMillis', 'INT'],
    ['previewTokenLabel', 'STRING'],
    ['previewTokenDataSetVersionId', 'STRING'],
    ['previewTokenCreated', 'TIMESTAMP'],
    ['previewTokenExpiry', 'TIMESTAMP'],
    ['requestedDataSetVersion', 'STRING'],
    ['_source_file', 'STRING'],
    ['_file_datetime', 'TIMESTAMP'],
    ['_file_date', 'DATE'],
  ])
})

test('raw_ees_query_access is filled from these files', () => {
  expect(raw_ees_query_access.source).toEqual({
    kind: 'parquet-drops',
    folder: 'queries',
    pattern: 'query-access',
    rootPattern: 'public-api-query-access',
    uuids: ['dataSetVersionId', 'previewTokenDataSetVersionId'],
    optional: [
      'previewTokenLabel',
      'previewTokenDataSetVersionId',
      'previewTokenCreated',
      'previewTokenExpiry',
      'requestedDataSetVersion',
    ],
  })
})
