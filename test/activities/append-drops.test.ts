import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { callRows, type DropFolderOf, dropName } from '../support/drop-folder.ts'
import { dropScene } from '../support/drop-scene.ts'

const [MONDAY, TUESDAY, WEDNESDAY] = ['2026-01-05', '2026-01-06', '2026-01-07'].map((day) =>
  dropName(day),
) as [string, string, string]

test('appends the files that the table lacks, and no other is read', async () => {
  const { drops, append, files } = await dropScene()
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
  const { drops, append, files } = await dropScene()
  await drops.put(MONDAY, { select: callRows(1) })
  await drops.put(MONDAY, { select: callRows(4), folder: 'calls' })
  await drops.put(TUESDAY, { select: callRows(2) })
  expect(await append()).toMatchObject({ rows: 6 })
  await drops.put(TUESDAY, { select: callRows(9), folder: 'calls' })
  expect(await append()).toMatchObject({ rows: 0 })
  expect(await files()).toEqual([`${MONDAY}: 4`, `${TUESDAY}: 2`])
})

test('tells files that are gone, days without one, and that the newest is old', async () => {
  const { drops, append } = await dropScene()
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

  interface Bad {
    readonly kind: string
    readonly put: Put
    readonly check: string
    readonly says?: string
  }

  test.each<Bad>([
    { kind: 'torn', put: bytes((it) => it.subarray(0, it.length / 2)), check: 'files-whole' },
    { kind: 'of 0 bytes', put: bytes((it) => it.subarray(0, 0)), check: 'files-not-empty' },
    {
      kind: 'of 0 rows',
      put: (drops) => drops.put(TUESDAY, { select: callRows(0) }),
      check: 'files-not-empty',
    },
    {
      kind: 'damaged where its columns are told',
      put: bytes((it) => it.fill(255, it.length - 40, it.length - 8)),
      check: 'files-whole',
    },
    {
      kind: 'with an unknown column',
      put: select('*, 1 AS novelty'),
      check: 'columns-as-declared',
      says: `${TUESDAY}: the column novelty is unknown`,
    },
    {
      kind: 'without a column',
      put: select('* EXCLUDE (called)'),
      check: 'columns-as-declared',
      says: `${TUESDAY}: the column called is missing`,
    },
    {
      kind: 'with a column of another type',
      put: select('* REPLACE (times::VARCHAR AS times)'),
      check: 'columns-as-declared',
      says: `${TUESDAY}: the column times is VARCHAR, wanted is INTEGER`,
    },
    {
      kind: 'whose name says no moment',
      put: (drops) => drops.put('20260230-170202_api-calls.parquet'),
      check: 'files-named',
      says: '20260230-170202_api-calls.parquet',
    },
    {
      kind: 'of a day to come',
      put: (drops) => drops.put(dropName('2999-01-01')),
      check: 'files-dated',
      says: dropName('2999-01-01'),
    },
  ])('$kind, stops the table, and nothing is appended', async ({ put, check, says = TUESDAY }) => {
    const { drops, append, files } = await dropScene()
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
    const { drops, append, files } = await dropScene()
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
    const { append } = await dropScene()
    await expect(append()).rejects.toThrow(/\[files-there\].*EES_PARQUET_ROOT/)
  })
})
