import { expect, test } from 'vitest'

import { CACHE_KEY, NAME, SCHEDULE } from '../../../pipelines/ees/pipeline.ts'

test('the pipeline runs each morning at six, in UTC', () => {
  expect([NAME, SCHEDULE]).toEqual(['ees', '0 6 * * *'])
})

test('the cache key promises the two summaries', () => {
  expect(CACHE_KEY.name).toBe('ees__last_updated')
  expect(Object.entries(CACHE_KEY.columns)).toEqual([
    ['last_updated', 'TIMESTAMP'],
    ['latest_data', 'DATE'],
  ])
  expect(CACHE_KEY.promises.map(({ name }) => name)).toEqual([
    'ees_publication_summary',
    'ees_service_summary',
  ])
})
