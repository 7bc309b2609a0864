import { expect, test } from 'vitest'

import { raw_ees_data_sets } from '../../../../pipelines/ees/raw/raw_ees_data_sets.ts'

test('raw_ees_data_sets has the columns of its files in their order, and where each row is from', () => {
  expect(Object.entries(raw_ees_data_sets.columns)).toEqual([
    ['dataSetId', 'STRING'],
    ['dataSetTitle', 'STRING'],
    ['parameters', 'STRING'],
    ['startTime', 'TIMESTAMP'],
    ['type', 'STRING'],
    ['previewTokenLabel', 'STRING'],
    ['previewTokenDataSetVersionId', 'STRING'],
    ['previewTokenCreated', 'TIMESTAMP'],
    ['previewTokenExpiry', 'TIMESTAMP'],
    ['_source_file', 'STRING'],
    ['_file_datetime', 'TIMESTAMP'],
    ['_file_date', 'DATE'],
  ])
})

test('raw_ees_data_sets is filled from these files', () => {
  expect(raw_ees_data_sets.source).toEqual({
    kind: 'parquet-drops',
    folder: 'data-sets',
    rootPattern: 'public-api-data-set-calls',
    uuids: ['dataSetId', 'previewTokenDataSetVersionId'],
    optional: [
      'previewTokenLabel',
      'previewTokenDataSetVersionId',
      'previewTokenCreated',
      'previewTokenExpiry',
    ],
  })
})
