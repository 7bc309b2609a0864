import { expect, test } from 'vitest'

import { raw_ees_table_tool_downloads } from '../../../../pipelines/ees/raw/raw_ees_table_tool_downloads.ts'

test('raw_ees_table_tool_downloads has the columns of its files in their order, and where each row is from', () => {
  expect(Object.entries(raw_ees_table_tool_downloads.columns)).toEqual([
    ['tableToolDownloadHash', 'STRING'],
    ['releaseVersionId', 'STRING'],
    ['publicationName', 'STRING'],
    ['releasePeriodAndLabel', 'STRING'],
    ['subjectId', 'STRING'],
    ['dataSetName', 'STRING'],
    ['downloadFormat', 'STRING'],
    ['query', 'STRING'],
    ['downloads', 'INT'],
    ['_source_file', 'STRING'],
    ['_file_datetime', 'TIMESTAMP'],
    ['_file_date', 'DATE'],
  ])
})

test('raw_ees_table_tool_downloads is filled from these files', () => {
  expect(raw_ees_table_tool_downloads.source).toEqual({
    kind: 'parquet-drops',
    rootPattern: 'public-table-tool-downloads',
    uuids: ['releaseVersionId', 'subjectId'],
  })
})
