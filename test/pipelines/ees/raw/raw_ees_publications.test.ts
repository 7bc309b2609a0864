import { expect, test } from 'vitest'

import { raw_ees_publications } from '../../../../pipelines/ees/raw/raw_ees_publications.ts'

test('raw_ees_publications has the columns of its files in their order, and where each row is from', () => {
  expect(Object.entries(raw_ees_publications.columns)).toEqual([
    ['publicationId', 'STRING'],
    ['publicationTitle', 'STRING'],
    ['parameters', 'STRING'],
    ['startTime', 'TIMESTAMP'],
    ['type', 'STRING'],
    ['_source_file', 'STRING'],
    ['_file_datetime', 'TIMESTAMP'],
    ['_file_date', 'DATE'],
  ])
})

test('raw_ees_publications is filled from these files', () => {
  expect(raw_ees_publications.source).toEqual({
    kind: 'parquet-drops',
    folder: 'publications',
    rootPattern: 'public-api-publications-calls',
    uuids: ['publicationId'],
  })
})
