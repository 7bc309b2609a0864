import { existsSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, onTestFinished, test } from 'vitest'

import type { Cell } from '../../activities/frame.ts'
import { Scratch } from '../../activities/scratch.ts'
import { DuckDbFile } from '../../activities/warehouse/duckdb-file.ts'
import { eachDay } from '../../pipelines/days.ts'
import { rawTable, type RawTable } from '../../pipelines/define.ts'
import { cells, topics, visits } from '../contract/warehouse/tables.ts'
import { startChild } from '../support/child.ts'

const WINDOW = { from: '2026-01-01', to: '2026-01-31' }

async function opened(): Promise<Scratch> {
  const scratch = await Scratch.open()
  onTestFinished(() => scratch.close())
  return scratch
}

/** Columns out of rows. */
const turned = (rows: readonly (readonly Cell[])[]): Cell[][] =>
  (rows[0] ?? []).map((_, at) => rows.map((row) => row[at] ?? null))

/** What DuckDB finds in a parquet file. */
async function read(path: string) {
  const file = await DuckDbFile.open(':memory:')
  const found = await file.session(async (session) => ({
    rows: await session.rows(`FROM '${path}' ORDER BY ALL`),
    types: await session.rows(`SELECT column_name, column_type FROM (DESCRIBE FROM '${path}')`),
  }))
  await file.close()
  return {
    rows: found.rows.map((row) => Object.values(row)),
    types: Object.fromEntries(found.types.map((row) => [row['column_name'], row['column_type']])),
  }
}

test('rows of all pages come out as parquet, of the declared types', async () => {
  const scratch = await opened()
  const rows: Cell[][] = [
    ['2020-02-29', '2026-01-31T05:06:07.123Z', "it's 😀", 0.1, -2147483648, 9007199254740991],
    ['2026-01-01', '1999-12-31T23:59:59.000Z', '', -1e300, 2147483647, -9007199254740991],
    ['2026-01-02', null, null, null, null, null],
  ]
  const found = await scratch.batch(cells, async (batch) => {
    await batch.add(turned(rows.slice(0, 2)))
    await batch.add(turned(rows.slice(2)))
    return read(await batch.save())
  })
  expect(found.rows).toEqual(rows)
  expect(found.types).toEqual({
    date: 'DATE',
    moment: 'TIMESTAMP',
    word: 'VARCHAR',
    ratio: 'DOUBLE',
    small: 'INTEGER',
    large: 'BIGINT',
  })
})

test.each([0, 1, 2047, 2048, 2049, 10_000])(
  'a page of %d rows loses and doubles none',
  async (count) => {
    const scratch = await opened()
    const days = eachDay(WINDOW)
    const rows = Array.from({ length: count }, (_, n) => [days[n % 31] ?? '', `/${n}`, n])
    const found = await scratch.batch(visits, async (batch) => {
      await batch.add(count > 0 ? turned(rows) : [[], [], []])
      return read(await batch.save())
    })
    expect(found.rows.map(([, , n]) => Number(n)).sort((one, other) => one - other)).toEqual(
      rows.map(([, , n]) => n),
    )
  },
)

test('the facts: rows by day, keys that come twice, NULLs by column with examples', async () => {
  const scratch = await opened()
  const facts = await scratch.batch(visits, async (batch) => {
    await batch.add(
      turned([
        ['2026-01-01', '/a', 1],
        ['2026-01-01', '/a', 2],
        ['2026-01-01', '/b', null],
        ['2026-01-03', null, 3],
        ['2026-01-03', null, 3],
        [null, '/c', 4],
      ]),
    )
    return batch.facts(WINDOW)
  })
  expect(facts).toEqual({
    window: WINDOW,
    days: new Map(Object.entries({ '2026-01-01': 3, '2026-01-03': 2 })),
    duplicates: {
      count: 2,
      examples: [
        '{"date":"2026-01-01","path":"/a","rows":2}',
        '{"date":"2026-01-03","path":null,"rows":2}',
      ],
    },
    nulls: new Map([
      ['date', { count: 1, examples: ['{"date":null,"path":"/c","views":4}'] }],
      [
        'path',
        {
          count: 2,
          examples: [
            '{"date":"2026-01-03","path":null,"views":3}',
            '{"date":"2026-01-03","path":null,"views":3}',
          ],
        },
      ],
      ['views', { count: 1, examples: ['{"date":"2026-01-01","path":"/b","views":null}'] }],
    ]),
  })
})

test('of many offending rows five are shown', async () => {
  const scratch = await opened()
  const facts = await scratch.batch(visits, async (batch) => {
    await batch.add(
      turned(Array.from({ length: 40 }, (_, n) => ['2026-01-01', `/${n % 20}`, null])),
    )
    return batch.facts(WINDOW)
  })
  expect(facts.duplicates.count).toBe(20)
  expect(facts.duplicates.examples).toHaveLength(5)
  expect(facts.nulls.get('views')).toMatchObject({ count: 40, examples: { length: 5 } })
})

test('two batches at once know nothing of each other', async () => {
  const scratch = await opened()
  const filled = (table: RawTable, rows: readonly (readonly Cell[])[]) =>
    scratch.batch(table, async (batch) => {
      for (const row of rows) await batch.add(turned([row]))
      return (await read(await batch.save())).rows
    })
  const one = Array.from({ length: 20 }, (_, n) => ['2026-01-01', `/${10 + n}`, n])
  const other = Array.from({ length: 20 }, (_, n) => [`slug-${10 + n}`, `Title ${n}`])
  expect(
    await Promise.all([filled(visits, one), filled(topics, other), filled(visits, one)]),
  ).toEqual([one, other, one])
})

test.each([
  ['a column too few', [['2026-01-01'], ['/a']]],
  ['a column too many', [['2026-01-01'], ['/a'], [1], [2]]],
  ['columns of different lengths', [['2026-01-01'], ['/a', '/b'], [1]]],
])('a page with %s is refused', async (_, page) => {
  const scratch = await opened()
  await expect(scratch.batch(visits, (batch) => batch.add(page))).rejects.toMatchObject({
    type: 'BrokenContract',
    message: expect.stringContaining('date, path, views'),
  })
})

test('files are gone when a batch ends, also in error, and the folder when all end', async () => {
  const scratch = await Scratch.open()
  const path = await scratch.batch(visits, async (batch) => {
    await batch.add(turned([['2026-01-01', '/a', 1]]))
    return batch.save()
  })
  expect(readdirSync(dirname(path))).toEqual([])
  const failing = scratch.batch(visits, async (batch) => {
    await batch.save()
    throw new Error('As the test wants it.')
  })
  await expect(failing).rejects.toThrow('As the test wants it.')
  expect(readdirSync(dirname(path))).toEqual([])
  await scratch.close()
  expect(existsSync(dirname(path))).toBe(false)
})

test('two million rows take no more memory than fits the limit and a page', async () => {
  const program = fileURLToPath(new URL('../support/scratch-child.ts', import.meta.url))
  const [line = ''] = await startChild([process.execPath, program, '2000000']).lines()
  const { grownMb, rows, days } = JSON.parse(line)
  expect({ rows, days }).toEqual({ rows: 2_000_000, days: 31 })
  // Without a limit they take a gigabyte.
  expect(grownMb).toBeLessThan(700)
})

test('a long page lets other work of the process in between', async () => {
  const scratch = await opened()
  const rows = 50_000
  let turns = 0
  const timer = setInterval(() => (turns += 1), 0)
  const page = [
    Array<Cell>(rows).fill('2026-01-01'),
    Array<Cell>(rows).fill('/a'),
    Array<Cell>(rows).fill(1),
  ]
  await scratch.batch(visits, (batch) => batch.add(page))
  clearInterval(timer)
  expect(turns).toBeGreaterThan(10)
})

test('a table needs no date for its rows to be staged', async () => {
  const scratch = await opened()
  const list = rawTable('list', { columns: { slug: 'STRING' }, source: { kind: 'frozen' } })
  const found = await scratch.batch(list, async (batch) => {
    await batch.add([['b', 'a']])
    return read(await batch.save())
  })
  expect(found.rows).toEqual([['a'], ['b']])
})
