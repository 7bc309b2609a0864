import { expect, test } from 'vitest'

import { raw_ees_queries } from '../../../../pipelines/ees/raw/raw_ees_queries.ts'

test('raw_ees_queries has the columns of its files in their order, and where each row is from', () => {
  expect(Object.entries(raw_ees_queries.columns)).toEqual([
    ['queryVersionHash', 'STRING'],
    ['queryHash', 'STRING'],
    ['dataSetId', 'STRING'],
    ['dataSetVersionId', 'STRING'],
    ['dataSetVersion', 'STRING'],
    ['dataSetTitle', 'STRING'],
    ['resultsCount', 'INT'],
    ['totalRowsCount', 'INT'],
    ['query', 'STRING'],
    ['queryExecutions', 'INT'],
    ['_source_file', 'STRING'],
    ['_file_datetime', 'TIMESTAMP'],
    ['_file_date', 'DATE'],
  ])
})

test('raw_ees_queries is filled from these files', () => {
  expect(raw_ees_queries.source).toEqual({
    kind: 'parquet-drops',
    folder: 'queries',
    pattern: 'queries.parquet',
    rootPattern: 'public-api-queries.parquet',
    uuids: ['dataSetId', 'dataSetVersionId'],
  })
})
