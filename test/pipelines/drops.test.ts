import { expect, test } from 'vitest'

import { droppedAt } from '../../pipelines/drops.ts'

test.each([
  ['20260216-170202_public-zip-downloads.parquet', '2026-02-16T17:02:02'],
  ['20240229-000000_a.parquet', '2024-02-29T00:00:00'],
  ['20260216-170202.parquet', '2026-02-16T17:02:02'],
])('%s was written at %s', (name, moment) => {
  expect(droppedAt(name)).toBe(moment)
})

test.each([
  'public-zip-downloads.parquet',
  '2026-02-16-170202_a.parquet',
  '20260230-170202_a.parquet',
  '20261301-170202_a.parquet',
  '20260216-250000_a.parquet',
  '20260216-1702021_a.parquet',
  '20260216_a.parquet',
  'x20260216-170202_a.parquet',
  '',
])('"%s" does not say when', (name) => {
  expect(droppedAt(name)).toBeUndefined()
})
