import { readFile } from 'node:fs/promises'

import { describe, expect, test } from 'vitest'

import type { DropFile, FileJudge } from '../../../activities/warehouse/warehouse.ts'
import type { FileAppendFacts } from '../../../checks/facts.ts'
import { stop } from '../../../checks/finding.ts'
import { callRows, DropFolderOf, dropName, ID } from '../../support/drop-folder.ts'
import { calls } from '../../support/tables.ts'
import type { WarehouseHarness } from './harness.ts'
import { Scene, scope } from './scene.ts'

const NAME = dropName('2026-01-05')
const OTHER = dropName('2026-01-06')
const id = ID.toLowerCase()
const at = '2026-01-05T10:00:00.123Z'
const fromFile = [NAME, '2026-01-05T17:02:02.000Z', '2026-01-05']
const allow: FileJudge = () => Promise.resolve([])

/** What keeps two writers from appending the same file. */
const notTwice: FileJudge = ({ there }) =>
  Promise.resolve(
    there.size === 0
      ? []
      : [stop('no-file-twice', { table: 'calls', count: there.size, message: 'It is there.' })],
  )

export function filesContract(harness: WarehouseHarness): void {
  const prepared = async () => {
    const scene = await Scene.preparedFor(harness, [calls])
    const drops = new DropFolderOf()
    const append = (files: readonly DropFile[], judge = allow, by = scene.warehouse) =>
      by.appendFiles({ table: calls, files }, judge, scope())
    const inspect = (files: readonly DropFile[]) =>
      scene.warehouse.inspectFiles({ table: calls, files }, scope())
    return { scene, drops, append, inspect }
  }

  test('each row is appended with what the name of its file says', async () => {
    const { scene, drops, append } = await prepared()
    const files = [await drops.put(NAME, { select: callRows(1) })]
    files.push(await drops.put(OTHER, { select: callRows(2), folder: 'a=b' }))
    expect(await append(files)).toEqual({ rows: 3, changed: true, findings: [] })
    const next = [OTHER, '2026-01-06T17:02:02.000Z', '2026-01-06']
    expect(await scene.rows(calls)).toEqual([
      [id, at, 0, 'a note', ...fromFile],
      [id, at, 0, 'a note', ...next],
      [id, at, 1, 'a note', ...next],
    ])
  })

  test('columns go by their names, whatever their order and case; an optional one may lack', async () => {
    const { scene, drops, append } = await prepared()
    const moment = `TIMESTAMP '2026-01-05 10:00:00.123456' AS CALLED`
    const put = (day: string, times: number, value: string) =>
      drops.put(dropName(day), {
        select: `SELECT ${times}::INT AS Times, ${moment}, ${value} AS id`,
      })
    // Alone, and beside files that have what it lacks.
    await append([await put('2026-01-01', 1, 'NULL::UUID')])
    await append([await put('2026-01-02', 2, `'${ID}'`)])
    const whole = await drops.put(dropName('2026-01-04'), { select: callRows(1) })
    await append([await put('2026-01-03', 3, `'${ID}'`), whole])
    const rows = await scene.rows(calls)
    expect(rows.map(([, , times, note]) => [times, note]).sort(byText)).toEqual([
      [0, 'a note'],
      [1, null],
      [2, null],
      [3, null],
    ])
    expect(rows.map(([uuid]) => uuid).sort(byText)).toEqual([id, id, id, null])
    expect(new Set(rows.map((row) => row[1]))).toEqual(new Set([at]))
  })

  test.each(["it's", 'a[b]', 'a*b?', 'ünï “cödé”'])('a folder may be called %s', async (folder) => {
    const { drops, append } = await prepared()
    await drops.put(NAME, { select: callRows(5) })
    const file = await drops.put(NAME, { select: callRows(2), folder })
    expect(await append([file])).toMatchObject({ rows: 2 })
  })

  test('shows the judge the files and the table, and a stop undoes it', async () => {
    const { scene, drops, append } = await prepared()
    await append([await drops.put(dropName('2026-01-01'), { select: callRows(4) })])
    const files = [await drops.put(NAME), await drops.put(OTHER, { select: callRows(2) })]
    const seen: FileAppendFacts[] = []
    const refused = [stop('files-unchanged', { table: 'calls', count: 1, message: 'No.' })]
    const written = await append(files, (facts) => {
      seen.push(facts)
      return Promise.resolve(refused)
    })
    expect(written).toEqual({ rows: 0, changed: false, findings: refused })
    expect(await scene.rows(calls)).toHaveLength(4)
    expect(seen).toEqual([
      {
        files: new Map([
          [NAME, 3],
          [OTHER, 2],
        ]),
        there: new Map(),
        before: 4,
        after: 9,
        days: new Map([
          ['2026-01-05', 3],
          ['2026-01-06', 2],
        ]),
        nulls: new Map(),
      },
    ])
    expect(await append(files)).toMatchObject({ rows: 5 })
  })

  test('tells the judge which files are there already', async () => {
    const { scene, drops, append } = await prepared()
    const file = await drops.put(NAME)
    await append([file], notTwice)
    const seen: FileAppendFacts['there'][] = []
    const again = await append([await drops.put(OTHER), file], async (facts) => {
      seen.push(facts.there)
      return notTwice(facts)
    })
    expect(again).toMatchObject({ rows: 0, changed: false })
    expect(seen).toEqual([new Map([[NAME, 3]])])
    expect(await scene.rows(calls)).toHaveLength(3)
  })

  test('of two appends of one file side by side one wins, and the other is told', async () => {
    const { scene, drops, append } = await prepared()
    const other = await scene.another()
    const files = [await drops.put(NAME)]
    const settled = await Promise.allSettled(
      [scene.warehouse, other].map((by) => append(files, notTwice, by)),
    )
    const won = settled.filter((one) => one.status === 'fulfilled' && one.value.changed)
    expect(won).toHaveLength(1)
    expect(await scene.rows(calls)).toHaveLength(3)
  })

  test('a judge that throws undoes it, and its error comes through', async () => {
    const { scene, drops, append } = await prepared()
    const error = new TypeError('No')
    const files = [await drops.put(NAME)]
    await expect(append(files, () => Promise.reject(error))).rejects.toBe(error)
    expect(await scene.rows(calls)).toEqual([])
    expect(await append(files)).toMatchObject({ rows: 3 })
  })

  describe('a file that is not as it must be', () => {
    const bad = async (drops: DropFolderOf, kind: string): Promise<DropFile> => {
      const whole = await readFile((await drops.put(OTHER, { select: callRows(5000) })).path)
      if (kind === 'torn') return drops.putBytes(OTHER, whole.subarray(0, whole.length / 2))
      if (kind === 'damaged') return drops.putBytes(OTHER, whole.fill(255, 4, whole.length / 2))
      if (kind === 'unreadable at its end')
        return drops.putBytes(OTHER, whole.fill(255, whole.length - 40, whole.length - 8))
      if (kind === 'empty') return drops.putBytes(OTHER, Buffer.alloc(0))
      return drops.put(OTHER, { select: SELECTS[kind] ?? '' })
    }
    const time = `TIMESTAMP '2026-01-05 10:00:00'`
    const SELECTS: Readonly<Record<string, string>> = {
      'without a column': `SELECT uuid() AS id, ${time} AS called`,
      'with an unknown column': `SELECT *, 1 AS novelty FROM (${callRows()})`,
      'with a nested column': `SELECT * REPLACE ({'a': 1} AS note) FROM (${callRows()})`,
      'with a wider number': `SELECT * REPLACE (times::BIGINT AS times) FROM (${callRows()})`,
      'with a text for a moment': `SELECT * REPLACE (called::VARCHAR AS called) FROM (${callRows()})`,
      'with a moment of a zone': `SELECT * REPLACE (called::TIMESTAMPTZ AS called) FROM (${callRows()})`,
      'with a number for a text': `SELECT * REPLACE (5 AS note) FROM (${callRows()})`,
      'with another text for a UUID': `SELECT * REPLACE ('none' AS id) FROM (${callRows()})`,
    }

    test.each([
      ['torn', null, /magic/],
      ['empty', null, /./],
      ['unreadable at its end', null, /./],
      ['without a column', 1, /the column times is missing/],
      ['with an unknown column', 3, /the column novelty is unknown/],
      ['with a nested column', 3, /the column note is nested/],
      ['with a wider number', 3, /the column times is BIGINT, wanted is INTEGER/],
      ['with a text for a moment', 3, /the column called is VARCHAR, wanted is TIMESTAMP/],
      ['with a moment of a zone', 3, /the column called is TIMESTAMP WITH TIME ZONE, wanted/],
      ['with a number for a text', 3, /the column note is INTEGER, wanted is VARCHAR or JSON/],
    ])('%s, is told from whole ones before its rows are read', async (kind, rows, fault) => {
      const { drops, inspect } = await prepared()
      const good = await drops.put(NAME)
      const facts = await inspect([await bad(drops, kind), good])
      expect(facts).toEqual([
        { name: OTHER, rows, faults: expect.arrayContaining([expect.stringMatching(fault)]) },
        { name: NAME, rows: 3, faults: [] },
      ])
    })

    test.each(['torn', 'damaged', 'empty', 'unreadable at its end', ...Object.keys(SELECTS)])(
      '%s, is named, and nothing of its batch is appended',
      async (kind) => {
        const { scene, drops, append } = await prepared()
        const good = await drops.put(NAME)
        await expect(append([good, await bad(drops, kind)])).rejects.toMatchObject({
          type: 'BrokenContract',
          nonRetryable: true,
          message: expect.stringMatching(new RegExp(`1 of them cannot be taken.*${OTHER}: `)),
        })
        expect(await scene.rows(calls)).toEqual([])
        expect(await append([good])).toMatchObject({ rows: 3 })
      },
    )

    test('without a row, says so', async () => {
      const { drops, inspect } = await prepared()
      const file = await drops.put(NAME, { select: callRows(0) })
      expect(await inspect([file])).toEqual([{ name: NAME, rows: 0, faults: [] }])
    })
  })

  test('no file at all is nothing to inspect', async () => {
    const { inspect } = await prepared()
    expect(await inspect([])).toEqual([])
  })
}

/** Rows in one order, whatever they hold. */
const byText = (one: unknown, other: unknown): number =>
  JSON.stringify(one).localeCompare(JSON.stringify(other))
