import { describe, expect, test } from 'vitest'

import { appTable, rawTable, sql, type Table } from '../../pipelines/define.ts'
import { following, graphOf, parentsOf } from '../../pipelines/graph.ts'

const columns = { date: 'DATE', n: 'DOUBLE' } as const
const frozen = { kind: 'frozen' } as const
const raw = rawTable('raw_one', { columns, source: frozen })
const other = rawTable('raw_two', { columns, source: frozen })
const app = (name: string, ...parents: Table[]) =>
  appTable(name, {
    columns,
    key: ['date'],
    sql: sql`${{ parts: parents.flatMap((parent) => [parent, ', ']) }}`,
  })

const first = app('a_first', raw)
const second = app('b_second', first, other)
const third = app('c_third', second)

describe('graphOf()', () => {
  test('puts each app table after the ones it reads', () => {
    const graph = graphOf([third, raw, second, other, first])
    expect(graph.app).toEqual([first, second, third])
    expect(graph.raw).toEqual([raw, other])
  })

  test('puts a raw table after the one that says what it is asked for', () => {
    const source = { kind: 'ees-site', list: 'release-pages', after: raw } as const
    const pages = rawTable('a_pages', { columns, source })
    expect(graphOf([pages, raw]).raw).toEqual([raw, pages])
    expect(parentsOf(pages)).toEqual([raw])
    expect(parentsOf(raw)).toEqual([])
    expect(() => graphOf([pages])).toThrow('a_pages reads raw_one, which is no table')
  })

  test('refuses a name that is given twice', () => {
    expect(() => graphOf([raw, rawTable('raw_one', { columns, source: frozen })])).toThrow(
      '2 tables are named raw_one',
    )
  })

  test('refuses a parent that is no table of the pipeline', () => {
    expect(() => graphOf([first])).toThrow(
      'a_first reads raw_one, which is no table of this pipeline',
    )
  })

  test('refuses a cycle, and names what is in it or below it', () => {
    const parts: Table[] = [raw]
    const loop = appTable('loop', { columns, key: ['date'], sql: { parts } })
    const back = app('back', loop)
    parts.push(back)
    expect(() => graphOf([raw, loop, back])).toThrow('in a cycle, or below one: loop, back')
  })

  test('refuses an app table without assertions', () => {
    const bare = appTable('bare', { columns, sql: sql`select * from ${raw}` })
    expect(() => graphOf([raw, bare])).toThrow('bare has no assertion')
  })

  test('lists every fault at once', () => {
    const bare = appTable('bare', { columns, sql: sql`select * from ${other}` })
    expect(() => graphOf([raw, bare])).toThrow(/bare reads raw_two.*bare has no assertion/)
  })
})

describe('following()', () => {
  test('takes the chosen tables and all below them, in build order', () => {
    const graph = graphOf([third, raw, second, other, first])
    expect(following(graph, new Set(['raw_two']))).toEqual([second, third])
    expect(following(graph, new Set(['a_first']))).toEqual([first, second, third])
  })
})
