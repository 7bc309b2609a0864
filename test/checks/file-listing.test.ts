import { expect, test } from 'vitest'

import { checkListing } from '../../checks/file-listing.ts'
import { calls } from '../support/tables.ts'

const found = (fresh: readonly string[], listed = fresh.length) =>
  checkListing(calls, { listed, fresh }, '2026-02-16').map(
    ({ severity, check, examples }) => [check, severity, examples] as const,
  )

test('a table all of whose files are known has nothing to say', () => {
  expect(found([], 5)).toEqual([])
})

test('without a single file the source is not the right one', () => {
  expect(found([])).toEqual([['files-there', 'stop', []]])
})

test.each(['20200101-000000_a.parquet', '20260217-235959_a.parquet'])('%s is taken', (name) => {
  expect(found([name])).toEqual([])
})

test.each(['20191231-235959_a.parquet', '20260218-000000_a.parquet'])('%s is not', (name) => {
  expect(found([name])).toEqual([['files-dated', 'stop', [name]]])
})

test('names of every kind are told apart', () => {
  expect(found(['20260230-000000_a.parquet', '19990101-000000_b.parquet', 'c.parquet'])).toEqual([
    ['files-named', 'stop', ['20260230-000000_a.parquet', 'c.parquet']],
    ['files-dated', 'stop', ['19990101-000000_b.parquet']],
  ])
})
