import { expect, test } from 'vitest'

import { appChecks } from '../../checks/app-table.ts'
import type { Row } from '../../checks/facts.ts'
import { type AppTable, appTable, sql } from '../../pipelines/define.ts'
import { judged } from '../support/judged.ts'
import { kinds, topics, totals, views, visits } from '../support/tables.ts'

const raw: Row[] = [
  { date: '2026-01-01', path: 'a', views: 3 },
  { date: '2026-01-01', path: 'b', views: 0.1 },
  { date: '2026-01-01', path: 'b', views: 0.2 },
  { date: '2026-01-02', path: 'a', views: 5 },
  { date: '2026-01-03', path: 'c', views: 7 },
]

const built: Row[] = [
  { date: '2026-01-01', kind: 'Page', topic: 'A', views: 3 },
  { date: '2026-01-01', kind: 'Page', topic: null, views: 0.3 },
  { date: '2026-01-02', kind: 'Page', topic: 'A', views: 5 },
  { date: '2026-01-03', kind: 'Other', topic: null, views: 7 },
]

const check = (table: AppTable, rows: readonly Row[], published: readonly Row[] = []) =>
  judged(
    appChecks(table),
    { tables: { [table.name]: rows, visits: raw }, published: { [table.name]: published } },
    [table, visits, topics],
  )

test('a table that keeps its promises has no findings', async () => {
  expect(await check(views, built)).toEqual([])
  expect(await check(views, built, built)).toEqual([])
})

test('rows that agree in the key are shown with how many there are', async () => {
  const [first, ...rest] = await check(views, [
    ...built.slice(1),
    { date: '2026-01-01', kind: 'Page', topic: 'A', views: 1 },
    { date: '2026-01-01', kind: 'Page', topic: 'A', views: 2 },
  ])
  expect(first).toMatchObject({
    severity: 'stop',
    check: 'no-duplicates',
    table: 'views',
    day: '2026-01-01',
    count: 1,
    examples: ['date 2026-01-01, kind Page, topic A, copies 2'],
  })
  expect(rest).toEqual([])
})

test('NULL and NULL are the same key', async () => {
  const [, empty] = built
  const twice = built.flatMap((row) =>
    row === empty
      ? [
          { ...row, views: 0.1 },
          { ...row, views: 0.2 },
        ]
      : [row],
  )
  expect(await check(views, twice)).toMatchObject([{ check: 'no-duplicates', count: 1 }])
})

test('without a key, whole rows are compared', async () => {
  const rows = raw.map(({ date, path }) => ({ date: date ?? null, kind: path ?? null }))
  expect(await check(kinds, rows)).toMatchObject([{ check: 'no-duplicates', count: 1 }])
})

test('NULLs are counted by column, up to five rows are shown', async () => {
  const rows = [
    ...built.slice(0, 3),
    { date: '2026-01-03', kind: null, topic: null, views: 7 },
    ...['d', 'e', 'f', 'g', 'h'].map((topic) => ({
      date: '2026-01-03',
      kind: 'Page',
      topic,
      views: null,
    })),
  ]
  const [finding, ...rest] = await check(views, rows)
  expect(finding).toMatchObject({
    severity: 'stop',
    check: 'no-nulls',
    day: '2026-01-03',
    count: 6,
  })
  expect(finding?.message).toContain('kind 1, views 5')
  expect(finding?.message).toContain('may be NULL are topic')
  expect(finding?.examples).toHaveLength(5)
  expect(finding?.examples[0]).toBe('date 2026-01-03, kind NULL, topic NULL, views 7')
  expect(rest).toEqual([])
})

test('values without a class are named with their rows, the most frequent first', async () => {
  const rows = [
    ...built.slice(0, 2),
    { date: '2026-01-02', kind: 'unclassified: New%Thing', topic: null, views: 5 },
    { date: '2026-01-03', kind: 'unclassified: New%Thing', topic: null, views: 6 },
    { date: '2026-01-03', kind: 'unclassified: odd', topic: null, views: 1 },
  ]
  expect(await check(views, rows)).toMatchObject([
    {
      severity: 'stop',
      check: 'all-classified',
      day: '2026-01-02',
      count: 2,
      examples: ['kind "New%Thing": 2 rows', 'kind "odd": 1 rows'],
    },
  ])
})

test('a day without rows stops, the first one too', async () => {
  const later = (rows: readonly Row[]) =>
    rows.filter(({ date }) => date !== '2026-01-01' && date !== '2026-01-03')
  const gaps = [...later(built), { date: '2026-01-05', kind: 'Page', topic: 'A', views: 1 }]
  const findings = await check(views, gaps)
  expect(findings.find(({ check: name }) => name === 'no-missing-day')).toMatchObject({
    severity: 'stop',
    day: '2026-01-01',
    count: 3,
    examples: ['2026-01-01', '2026-01-03 to 2026-01-04'],
  })
})

test('a table without rows lacks its first day', async () => {
  const findings = await check(views, [])
  expect(findings.map(({ check: name }) => name)).toEqual(['no-missing-day', 'conserved'])
})

test('a table that begins with its input lacks the days that the input has, which is a warning', async () => {
  const own: AppTable = { ...kinds, since: 'own-first-day' }
  const rows = ['2026-01-01', '2026-01-02', '2026-01-03'].map((date) => ({ date, kind: 'a' }))
  expect(await check(own, rows)).toEqual([])
  expect(await check(own, rows.slice(2))).toMatchObject([
    {
      severity: 'warn',
      check: 'no-missing-day',
      day: '2026-01-01',
      count: 2,
      examples: ['2026-01-01 to 2026-01-02'],
    },
  ])
})

test('where it conserves a sum, the lost day is not conserved', async () => {
  const own: AppTable = { ...views, since: 'own-first-day' }
  const rows = built.filter(({ date }) => date !== '2026-01-02')
  expect(await check(own, rows)).toMatchObject([{ check: 'conserved', day: '2026-01-02' }])
})

test('sums that differ are shown by day, what came in beside what came out', async () => {
  const rows = built.map((row) => (row.date === '2026-01-02' ? { ...row, views: 4 } : row))
  expect(await check(views, rows)).toMatchObject([
    {
      severity: 'stop',
      check: 'conserved',
      day: '2026-01-02',
      count: 1,
      examples: ['2026-01-02: views 5 in, 4 out'],
    },
  ])
})

test('a lost newest day is not conserved', async () => {
  expect(await check(views, built.slice(0, 3))).toMatchObject([
    { check: 'conserved', day: '2026-01-03', examples: ['2026-01-03: views 7 in, 0 out'] },
  ])
})

test('what the order of a sum of doubles makes is no difference', async () => {
  const off = (by: number) =>
    built.map((row) => (row['views'] === 7 ? { ...row, views: 7 + by } : row))
  expect(await check(views, off(6e-6))).toEqual([])
  expect(await check(views, off(8e-6))).toMatchObject([{ check: 'conserved', day: '2026-01-03' }])
})

test('a table without days conserves the whole sum of its input', async () => {
  const rows = [
    { kind: 'a', views: 8 },
    { kind: 'b', views: 0.3 },
  ]
  expect(await check(totals, [...rows, { kind: 'c', views: 7 }])).toEqual([])
  expect(await check(totals, rows)).toMatchObject([
    { check: 'conserved', day: null, count: 1, examples: ['views 15.3 in, 8.3 out'] },
  ])
})

test('what is conserved must be in what is read', () => {
  const contradiction = appTable('contradiction', {
    columns: { date: 'DATE', sessions: 'DOUBLE' },
    conserves: ['sessions'],
    sql: sql`select date, views as sessions from ${visits}`,
  })
  expect(() => appChecks(contradiction)).toThrow(
    'none of the tables it reads has all of date, sessions',
  )
})

test('a table that conserves nothing must end on the newest day of what it reads', async () => {
  const rows = [
    { date: '2026-01-01', kind: 'a' },
    { date: '2026-01-02', kind: 'a' },
  ]
  expect(await check(kinds, rows)).toMatchObject([
    {
      severity: 'stop',
      check: 'newest-as-expected',
      day: '2026-01-03',
      examples: ['2026-01-02 instead of 2026-01-03'],
    },
  ])
})

test('of what is read, declared input alone counts for the newest day', async () => {
  const some = appTable('part', {
    columns: { date: 'DATE', kind: 'STRING' },
    input: sql`select date from ${visits} where path = 'a'`,
    sql: sql`select distinct date, path as kind from ${visits} where path = 'a'`,
  })
  expect(await check(some, [{ date: '2026-01-02', kind: 'a' }])).toEqual([])
})

test('a watch is a finding by its own name, with its rows and their count', async () => {
  const rows = [
    ...built,
    { date: '2026-01-02', kind: 'Odd', topic: 'B', views: -1 },
    { date: '2026-01-02', kind: 'Odd', topic: 'C', views: -1 },
    { date: '2026-01-02', kind: 'Even', topic: 'D', views: 2 },
  ]
  expect(await check(views, rows)).toMatchObject([
    {
      severity: 'warn',
      check: 'views below zero',
      table: 'views',
      day: '2026-01-02',
      count: 2,
      examples: ['day 2026-01-02, kind Odd, count 2'],
    },
  ])
})
