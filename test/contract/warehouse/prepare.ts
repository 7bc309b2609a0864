import { expect, test } from 'vitest'

import { type ColumnType, rawTable, sql } from '../../../pipelines/define.ts'
import type { WarehouseHarness } from './harness.ts'
import { Scene } from './scene.ts'
import { APP, cells, paths, RAW, visits } from './tables.ts'

const source = { kind: 'frozen' } as const
const readings = (type: ColumnType) =>
  rawTable('readings', { columns: { date: 'DATE', value: type }, source })
const names = (...columns: string[]) =>
  rawTable('names', {
    columns: Object.fromEntries(columns.map((name) => [name, 'STRING'])),
    source,
  })

export function prepareContract(harness: WarehouseHarness): void {
  test('creates every table, empty', async () => {
    const scene = await Scene.prepared(harness)
    for (const table of [...RAW, ...APP]) expect(await scene.rows(table)).toEqual([])
  })

  test('leaves tables as they are when it is done again', async () => {
    const scene = await Scene.prepared(harness)
    await scene.append(visits, [['2026-01-01', '/a', 1]])
    await scene.release([paths])
    await scene.warehouse.prepare([...RAW, ...APP], 'sandbox')
    expect(await scene.rows(visits)).toEqual([['2026-01-01', '/a', 1]])
    expect(await scene.rows(paths)).toEqual([['2026-01-01', '/a', 1]])
  })

  test.each<[ColumnType, ColumnType, number]>([
    ['INT', 'BIGINT', 5],
    ['INT', 'DOUBLE', 5],
    ['BIGINT', 'DOUBLE', 5],
  ])('takes a column declared %s that is %s, and writes to it', async (declared, found, value) => {
    const scene = await Scene.preparedFor(harness, [readings(found)])
    await scene.warehouse.prepare([readings(declared)], 'sandbox')
    await scene.append(readings(declared), [['2026-01-01', value]])
    expect(await scene.rows(readings(declared))).toEqual([['2026-01-01', value]])
  })

  test.each<[ColumnType, ColumnType]>([
    ['DOUBLE', 'INT'],
    ['BIGINT', 'INT'],
    ['DOUBLE', 'STRING'],
    ['STRING', 'DATE'],
  ])('refuses a column declared %s that is %s', async (declared, found) => {
    const scene = await Scene.preparedFor(harness, [readings(found)])
    await expect(scene.warehouse.prepare([readings(declared)], 'sandbox')).rejects.toMatchObject({
      type: 'Warehouse',
      nonRetryable: true,
      message: expect.stringMatching(new RegExp(`readings.*value.*${declared}`)),
    })
  })

  test('names every missing and unknown column of every table, and creates nothing', async () => {
    const scene = await Scene.empty(harness)
    await scene.warehouse.prepare([names('one', 'two'), readings('INT')], 'sandbox')
    const refused = scene.warehouse.prepare(
      [names('two', 'three'), readings('DOUBLE'), visits],
      'sandbox',
    )
    await expect(refused).rejects.toThrow(/names.*three.*missing.*one.*unknown.*readings.*value/)
    await expect(scene.rows(visits)).rejects.toThrow('visits')
  })

  test('finds columns whatever their order and case', async () => {
    const scene = await Scene.preparedFor(harness, [names('pagepath', 'title')])
    const table = names('title', 'pagePath')
    await scene.warehouse.prepare([table], 'sandbox')
    await scene.replace(table, [['a title', '/path']])
    expect(await scene.rows(table)).toEqual([['a title', '/path']])
  })

  test.each(['sandbox', 'live'] as const)(
    'keeps that %s sources feed it, and refuses the others in every session',
    async (sources) => {
      const scene = await Scene.empty(harness)
      await scene.warehouse.prepare(RAW, sources)
      const other = sources === 'live' ? 'sandbox' : 'live'
      for (const session of [scene.warehouse, await scene.another()])
        await expect(session.prepare(RAW, other)).rejects.toMatchObject({
          type: 'Warehouse',
          nonRetryable: true,
          message: expect.stringMatching(new RegExp(`${sources}.*EES_SOURCES is ${other}`)),
        })
      await scene.warehouse.prepare(RAW, sources)
    },
  )

  test.each([
    ['raw', cells],
    ['app', paths],
  ])('takes %s tables that nobody marked for those of live sources', async (_, table) => {
    const scene = await Scene.empty(harness)
    await scene.site.byHand(
      sql`create table ${table} (date DATE, moment TIMESTAMP, word STRING, ratio DOUBLE, small INT, large BIGINT)`,
    )
    await expect(scene.warehouse.prepare([cells], 'sandbox')).rejects.toThrow(/holds.*live/)
    await scene.warehouse.prepare([cells], 'live')
  })

  test.each([
    ['a table', rawTable('visits; drop table topics', { columns: { date: 'DATE' }, source })],
    ['a table', rawTable('1st', { columns: { date: 'DATE' }, source })],
    ['a column', rawTable('odd', { columns: { 'a"b': 'STRING' }, source })],
    ['a column', rawTable('odd', { columns: { 'page path': 'STRING' }, source })],
  ])('refuses %s whose name is not of letters, digits and _: $1.name', async (_, table) => {
    const scene = await Scene.empty(harness)
    await expect(scene.warehouse.prepare([table], 'sandbox')).rejects.toMatchObject({
      type: 'BadInput',
      nonRetryable: true,
    })
  })
}
