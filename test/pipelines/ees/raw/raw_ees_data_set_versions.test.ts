import { expect, test } from 'vitest'

import { raw_ees_data_set_versions } from '../../../../pipelines/ees/raw/raw_ees_data_set_versions.ts'

test('raw_ees_data_set_versions has the columns of its files in their order, and where each row is from', () => {
  expect(Object.entries(raw_ees_data_set_versions.columns)).toEqual([
    ['dataSetId', 'STRING'],
    ['dataSetTitle', 'STRING'],
    ['dataSetVersion', 'STRING'],
    ['dataSetVersionId', 'STRING'],
    ['parameters', 'STRING'],
    ['requestedDataSetVersion', 'STRING'],
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

test('raw_ees_data_set_versions is filled from these files', () => {
  expect(raw_ees_data_set_versions.source).toEqual({
    kind: 'parquet-drops',
    folder: 'data-set-versions',
    rootPattern: 'public-api-data-set-version-calls',
    uuids: ['dataSetId', 'dataSetVersionId', 'previewTokenDataSetVersionId'],
    optional: [
      'requestedDataSetVersion',
      'previewTokenLabel',
      'previewTokenDataSetVersionId',
      'previewTokenCreated',
      'previewTokenExpiry',
    ],
  })
})
