import { expect, test } from 'vitest'

import { rowsWithinBounds } from '../../../checks/app/rows-within-bounds.ts'
import type { Row } from '../../../checks/facts.ts'
import type { AppTable } from '../../../pipelines/define.ts'
import { judged } from '../../support/judged.ts'
import { kinds } from '../../support/tables.ts'

const check = (table: AppTable, rows: readonly Row[], published: readonly Row[] = []) =>
  judged(
    [rowsWithinBounds(table)],
    { tables: { [table.name]: rows }, published: { [table.name]: published } },
    [table],
  )

const many = (count: number, date: string): Row[] =>
  Array.from({ length: count }, (_, at) => ({ date, kind: `k${at}` }))

const newest = { date: '2026-01-03', kind: 'c' }
const day = '2026-01-02'

test('fewer rows than the bounds allow stop, on the days that the published version has', async () => {
  const findings = await check(kinds, [...many(94, day), ...many(50, newest.date)], many(100, day))
  expect(findings).toMatchObject([
    { severity: 'stop', check: 'rows-within-bounds', table: 'kinds', count: 6 },
  ])
  expect(findings[0]?.message).toContain(
    '94 rows on the days of the published version, which has 100',
  )
  expect(await check(kinds, [...many(95, day), newest], many(100, day))).toEqual([])
})

test('new days and a first version are no growth', async () => {
  expect(await check(kinds, [...many(10, day), ...many(1100, newest.date)], many(10, day))).toEqual(
    [],
  )
  expect(await check(kinds, [...many(1100, day), newest])).toEqual([])
})

test('far more rows on the same days are a warning', async () => {
  const findings = await check(kinds, [...many(1100, day), newest], many(50, day))
  expect(findings).toMatchObject([{ severity: 'warn', check: 'rows-within-bounds', count: 1050 }])
})

test('a few rows are nothing, whatever their share', async () => {
  expect(await check(kinds, [...many(3, day), newest], many(8, day))).toEqual([])
})

test('a declaration can widen the bounds', async () => {
  const loose: AppTable = { ...kinds, bounds: { shrink: 0.5, grow: 1 } }
  expect(await check(loose, [...many(60, day), newest], many(100, day))).toEqual([])
})
