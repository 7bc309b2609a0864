import { appendFile, readFile, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, onTestFinished, test } from 'vitest'

import { appendDrops } from '../../activities/append-drops.ts'
import { createParquetDrops } from '../../activities/sources/parquet-drops.ts'
import type { DropFolder } from '../../activities/sources/source.ts'
import { openDuckDb } from '../../activities/warehouse/duckdb.ts'
import type { Warehouse } from '../../activities/warehouse/warehouse.ts'
import { sql } from '../../pipelines/define.ts'
import { startChild } from '../support/child.ts'
import { callRows, DropFolderOf, dropName } from '../support/drop-folder.ts'
import { SCHEMAS } from '../support/duckdb-site.ts'
import { calls } from '../support/tables.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const scope = { run: 'r1', runDay: '2026-01-07' }
const now = () => new Date()

/** The folder of a table's files, and a step that appends them to a warehouse. */
async function scene() {
  const drops = new DropFolderOf()
  const path = join(temporaryFolder(), 'ees.duckdb')
  const warehouse = await openDuckDb({ path, schemas: SCHEMAS })
  onTestFinished(() => warehouse.close())
  await warehouse.prepare([calls], 'sandbox')
  const append = ({
    folder = createParquetDrops(drops.root),
    by = warehouse,
    signal = new AbortController().signal,
    progress = () => undefined,
  }: Partial<Step> = {}) =>
    appendDrops(
      { sources: { 'parquet-drops': folder }, warehouse: by, now },
      { table: calls, progress },
      { ...scope, signal },
    )
  const files = async () => {
    const rows = await warehouse.query(
      sql`select _source_file as file, count(*) as n from ${calls} group by _source_file order by 1`,
      scope,
    )
    return rows.map(({ file, n }) => `${file}: ${n}`)
  }
  return { drops, warehouse, append, files }
}

interface Step {
  readonly folder: DropFolder
  readonly by: Warehouse
  readonly signal: AbortSignal
  readonly progress: (rows: number) => void
}

const [MONDAY, TUESDAY, WEDNESDAY] = ['2026-01-05', '2026-01-06', '2026-01-07'].map((day) =>
  dropName(day),
) as [string, string, string]

test('appends the files that the table lacks, and no other is read', async () => {
  const { drops, append, files } = await scene()
  const { path } = await drops.put(MONDAY)
  expect(await append()).toEqual({ rows: 3, findings: [] })
  await drops.putBytes(MONDAY, Buffer.from('no longer a parquet file'))
  expect(path).toBe(join(drops.root, MONDAY))
  await drops.put(TUESDAY, { select: callRows(2), folder: 'calls' })
  expect(await append()).toEqual({ rows: 2, findings: [] })
  expect(await append()).toEqual({ rows: 0, findings: [] })
  expect(await files()).toEqual([`${MONDAY}: 3`, `${TUESDAY}: 2`])
})

test('of two files with one name the one in the folder is read, now and when it comes later', async () => {
  const { drops, append, files } = await scene()
  await drops.put(MONDAY, { select: callRows(1) })
  await drops.put(MONDAY, { select: callRows(4), folder: 'calls' })
  await drops.put(TUESDAY, { select: callRows(2) })
  expect(await append()).toMatchObject({ rows: 6 })
  await drops.put(TUESDAY, { select: callRows(9), folder: 'calls' })
  expect(await append()).toMatchObject({ rows: 0 })
  expect(await files()).toEqual([`${MONDAY}: 4`, `${TUESDAY}: 2`])
})

test('tells files that are gone, days without one, and that the newest is old', async () => {
  const { drops, append } = await scene()
  const { path } = await drops.put(dropName('2025-12-29'))
  await drops.put(dropName('2025-12-31'))
  expect((await append()).findings.map(({ check }) => check)).toEqual([
    'files-fresh',
    'weekdays-have-files',
  ])
  await rm(path)
  expect((await append()).findings.map(({ check }) => check)).toEqual(['files-fresh', 'files-kept'])
})

describe('a file that is not as it must be', () => {
  const whole = (drops: DropFolderOf) => drops.put(TUESDAY, { select: callRows(5000) })
  type Put = (drops: DropFolderOf) => Promise<unknown>
  const bytes =
    (change: (bytes: Buffer) => Buffer): Put =>
    async (drops) =>
      drops.putBytes(TUESDAY, change(await readFile((await whole(drops)).path)))
  const select =
    (text: string): Put =>
    (drops) =>
      drops.put(TUESDAY, { select: `SELECT ${text} FROM (${callRows()})` })

  test.each<[string, Put, check: string, says: string]>([
    ['torn', bytes((it) => it.subarray(0, it.length / 2)), 'files-whole', TUESDAY],
    ['of 0 bytes', bytes((it) => it.subarray(0, 0)), 'files-not-empty', TUESDAY],
    [
      'of 0 rows',
      (drops) => drops.put(TUESDAY, { select: callRows(0) }),
      'files-not-empty',
      TUESDAY,
    ],
    [
      'damaged where its columns are told',
      bytes((it) => it.fill(255, it.length - 40, it.length - 8)),
      'files-whole',
      TUESDAY,
    ],
    [
      'with an unknown column',
      select('*, 1 AS novelty'),
      'columns-as-declared',
      `${TUESDAY}: the column novelty is unknown`,
    ],
    [
      'without a column',
      select('* EXCLUDE (called)'),
      'columns-as-declared',
      `${TUESDAY}: the column called is missing`,
    ],
    [
      'with a column of another type',
      select('* REPLACE (times::VARCHAR AS times)'),
      'columns-as-declared',
      `${TUESDAY}: the column times is VARCHAR, wanted is INTEGER`,
    ],
    [
      'whose name says no moment',
      (drops) => drops.put('20260230-170202_api-calls.parquet'),
      'files-named',
      '20260230-170202_api-calls.parquet',
    ],
    [
      'of a day to come',
      (drops) => drops.put(dropName('2999-01-01')),
      'files-dated',
      dropName('2999-01-01'),
    ],
  ])('%s, stops the table, and nothing is appended', async (_, put, check, says) => {
    const { drops, append, files } = await scene()
    await drops.put(MONDAY)
    await put(drops)
    await drops.put(WEDNESDAY)
    await expect(append()).rejects.toMatchObject({
      type: 'CheckFailed',
      nonRetryable: true,
      message: expect.stringContaining(`[${check}]`),
      details: [[expect.objectContaining({ check, examples: [expect.stringContaining(says)] })]],
    })
    await expect(append()).rejects.toThrow(says)
    expect(await files()).toEqual([])
  })

  test('damaged among its rows, is named, and nothing of its batch is appended', async () => {
    const { drops, append, files } = await scene()
    await drops.put(MONDAY)
    await bytes((it) => it.fill(255, 4, it.length / 2))(drops)
    await expect(append()).rejects.toMatchObject({
      type: 'BrokenContract',
      nonRetryable: true,
      message: expect.stringContaining(`${TUESDAY}: `),
    })
    expect(await files()).toEqual([])
  })

  test('no file at all stops the table', async () => {
    const { append } = await scene()
    await expect(append()).rejects.toThrow(/\[files-there\].*EES_PARQUET_ROOT/)
  })
})

describe('a file that is still being written', () => {
  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['has no end', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['has no byte', (bytes) => bytes.subarray(0, 0)],
    ['has its end before its middle', (bytes) => bytes.fill(0, 4, bytes.length / 2)],
    ['has an end that says nothing', (bytes) => bytes.fill(0, 4, bytes.length - 4)],
  ])('and %s is left for the next run, the others are not', async (_, half) => {
    const { drops, append, files } = await scene()
    await drops.put(MONDAY)
    const { path } = await drops.put(WEDNESDAY, { select: callRows(5000) })
    const whole = await readFile(path)
    await drops.putBytes(WEDNESDAY, half(Buffer.from(whole)), { recent: true })
    await drops.put(TUESDAY, { recent: true })
    expect(await append()).toMatchObject({
      rows: 6,
      findings: [{ check: 'files-settled', severity: 'warn', examples: [WEDNESDAY] }],
    })
    expect(await files()).toEqual([`${MONDAY}: 3`, `${TUESDAY}: 3`])
    await drops.putBytes(WEDNESDAY, whole, { recent: true })
    expect(await append()).toEqual({ rows: 5000, findings: [] })
  })

  test('stops the table when nobody has written to it for a while', async () => {
    const { drops, append } = await scene()
    const { path } = await drops.putBytes(MONDAY, Buffer.from('PAR1'), { recent: true })
    expect(await append()).toMatchObject({ findings: [{ check: 'files-settled' }] })
    const before = Date.now() / 1000 - 11 * 60
    await utimes(path, before, before)
    await expect(append()).rejects.toThrow(/\[files-whole\]/)
  })

  /** A folder in which somebody writes to a file once it has been looked at. */
  const writing = (root: string, name: string, write: (path: string) => Promise<unknown>) => {
    const folder = createParquetDrops(root)
    let looked = false
    const look: DropFolder['look'] = async (path) => {
      const state = await folder.look(path)
      if (path.endsWith(name) && !looked) {
        looked = true
        await write(path)
      }
      return state
    }
    return { ...folder, look }
  }

  test('is not taken where it is readable before it is whole', async () => {
    const { drops, append, files } = await scene()
    await drops.put(MONDAY)
    await drops.put(TUESDAY, { recent: true })
    const whole = await readFile(join(drops.root, TUESDAY))
    const folder = writing(drops.root, TUESDAY, (path) => appendFile(path, 'more'))
    expect(await append({ folder })).toMatchObject({
      rows: 3,
      findings: [{ check: 'files-settled', examples: [TUESDAY] }],
    })
    expect(await files()).toEqual([`${MONDAY}: 3`])
    await drops.putBytes(TUESDAY, whole, { recent: true })
    expect(await append({ folder })).toMatchObject({ rows: 3 })
  })

  test('and was thought to be whole for long lets the step look again', async () => {
    const { drops, append, files } = await scene()
    await drops.put(MONDAY)
    const { path } = await drops.put(TUESDAY)
    const whole = await readFile(path)
    const folder = writing(drops.root, TUESDAY, () =>
      drops.putBytes(TUESDAY, whole, { recent: true }),
    )
    await expect(append({ folder })).rejects.toMatchObject({
      type: 'Unavailable',
      nonRetryable: false,
    })
    expect(await files()).toEqual([])
    expect(await append()).toMatchObject({ rows: 6 })
  })
})

describe('many files', () => {
  const timeOf = (second: number) =>
    new Date(second * 1000).toISOString().slice(11, 19).replaceAll(':', '')

  /** Puts so many files of three rows, one a second. */
  const many = async (drops: DropFolderOf, count: number) => {
    const { path } = await drops.put(dropName('2026-01-06', timeOf(0)))
    for (let second = 1; second < count; second++)
      await drops.copy(path, dropName('2026-01-06', timeOf(second)))
  }

  test('are appended in their order, a hundred at a time', async () => {
    const { drops, warehouse, append, files } = await scene()
    await many(drops, 3000)
    const batches: string[][] = []
    const by: Warehouse = {
      ...warehouse,
      appendFiles: (batch, ...rest) => {
        batches.push(batch.files.map(({ name }) => name))
        return warehouse.appendFiles(batch, ...rest)
      },
    }
    const seen: number[] = []
    expect(await append({ by, progress: (rows) => seen.push(rows) })).toMatchObject({ rows: 9000 })
    expect(batches.map(({ length }) => length)).toEqual(Array.from({ length: 30 }, () => 100))
    expect(batches.flat()).toEqual(batches.flat().toSorted())
    expect(seen).toEqual(Array.from({ length: 30 }, (_, at) => (at + 1) * 300))
    expect(await files()).toHaveLength(3000)
    expect(await append()).toMatchObject({ rows: 0 })
  })

  test('are gone on with where a step was stopped', async () => {
    const { drops, append, files } = await scene()
    await many(drops, 250)
    const stopping = new AbortController()
    const reason = new Error('stopped')
    const stopped = append({ signal: stopping.signal, progress: () => stopping.abort(reason) })
    await expect(stopped).rejects.toBe(reason)
    expect(await files()).toHaveLength(100)
    expect(await append()).toMatchObject({ rows: 450 })
    expect((await files()).every((file) => file.endsWith(': 3'))).toBe(true)
  })

  test('are gone on with where a process was killed', async () => {
    const { drops, warehouse, append, files } = await scene()
    await many(drops, 1000)
    const path = join(temporaryFolder(), 'killed.duckdb')
    const program = join(import.meta.dirname, '../support/append-drops-child.ts')
    const child = startChild([process.execPath, program, path, drops.root])
    await child.said('300 rows')
    await child.kill()
    const by = await openDuckDb({ path, schemas: SCHEMAS })
    onTestFinished(() => by.close())
    const names = await by.query(sql`select distinct _source_file from ${calls}`, scope)
    expect(names.length % 100).toBe(0)
    expect(names.length).toBeGreaterThan(0)
    expect(await append({ by })).toMatchObject({ rows: (1000 - names.length) * 3 })
    const [counts] = await by.query(
      sql`select count(*) as n, count(distinct _source_file) as files from ${calls}`,
      scope,
    )
    expect(counts).toEqual({ n: 3000, files: 1000 })
    expect([warehouse.kind, await files()]).toEqual(['duckdb', []])
  })

  test('are appended once by two steps side by side', async () => {
    const { drops, append, files } = await scene()
    await many(drops, 150)
    const steps = await Promise.allSettled([append(), append()])
    for (const step of steps)
      if (step.status === 'rejected')
        expect(step.reason).toMatchObject({ type: 'Warehouse', nonRetryable: false })
    await append()
    expect(await files()).toHaveLength(150)
    expect((await files()).every((file) => file.endsWith(': 3'))).toBe(true)
  })
})
