import { expect, test } from 'vitest'

import { raw_ees_permalink_table_downloads } from '../../../../pipelines/ees/raw/raw_ees_permalink_table_downloads.ts'

test('raw_ees_permalink_table_downloads has the columns of its files in their order, and where each row is from', () => {
  expect(Object.entries(raw_ees_permalink_table_downloads.columns)).toEqual([
    ['permalinkId', 'STRING'],
    ['permalinkTitle', 'STRING'],
    ['downloadFormat', 'STRING'],
    ['downloads', 'INT'],
    ['_source_file', 'STRING'],
    ['_file_datetime', 'TIMESTAMP'],
    ['_file_date', 'DATE'],
  ])
})

test('raw_ees_permalink_table_downloads is filled from these files', () => {
  expect(raw_ees_permalink_table_downloads.source).toEqual({
    kind: 'parquet-drops',
    rootPattern: 'public-permalink-table-downloads',
    uuids: ['permalinkId'],
  })
})
