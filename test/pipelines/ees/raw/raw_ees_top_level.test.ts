import { expect, test } from 'vitest'

import { raw_ees_top_level } from '../../../../pipelines/ees/raw/raw_ees_top_level.ts'

test('raw_ees_top_level has the columns of its files in their order, and where each row is from', () => {
  expect(Object.entries(raw_ees_top_level.columns)).toEqual([
    ['parameters', 'STRING'],
    ['startTime', 'TIMESTAMP'],
    ['type', 'STRING'],
    ['_source_file', 'STRING'],
    ['_file_datetime', 'TIMESTAMP'],
    ['_file_date', 'DATE'],
  ])
})

test('raw_ees_top_level is filled from these files', () => {
  expect(raw_ees_top_level.source).toEqual({
    kind: 'parquet-drops',
    folder: 'top-level',
    rootPattern: 'public-api-top-level-calls',
  })
})
