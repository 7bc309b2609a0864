import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { appTable, type ColumnType, sql } from '../../../pipelines/define.ts'
import { GLOSSARY, meaningOf } from '../../../pipelines/ees/columns.ts'
import { CACHE_KEY } from '../../../pipelines/ees/pipeline.ts'
import { readPipeline } from '../../../workers/registry.ts'

const { raw, app } = await readPipeline(join(import.meta.dirname, '../../../pipelines/ees'))
const tables = [...raw, ...app, CACHE_KEY]

/** Days, moments and numbers say nothing without one. */
const OF_A_UNIT: readonly ColumnType[] = ['DATE', 'TIMESTAMP', 'DOUBLE', 'INT', 'BIGINT']

/** Nobody can tell any more whether it is a share or per cent. */
const UNKNOWN_UNIT = ['ees_ua_device_browser.bounceRate', 'ees_ua_source_medium.bounceRate']

describe('every table', () => {
  test.each(tables)('$name says what it is, in a sentence', ({ about }) => {
    expect(about).toMatch(/^[A-Z].*\.$/)
  })

  test.each(tables)('$name says what each of its columns means, in sentences', (table) => {
    const means = Object.keys(table.columns).map((column) => meaningOf(table, column).means)
    expect(means.filter((text) => !/^[A-Z`].*\.$/.test(text))).toEqual([])
  })

  test('has a unit for each column that needs one', () => {
    const without = tables.flatMap((table) =>
      Object.entries<ColumnType>(table.columns)
        .filter(([column, type]) => OF_A_UNIT.includes(type) && !meaningOf(table, column).unit)
        .map(([column]) => `${table.name}.${column}`),
    )
    expect(without).toEqual(UNKNOWN_UNIT)
  })

  test('has of its own only meanings of columns that it has, and that differ', () => {
    const idle = tables.flatMap(({ name, columns, meanings = {} }) =>
      Object.keys(meanings)
        .filter((column) => !(column in columns) || same({ name, meanings }, column))
        .map((column) => `${name}.${column}`),
    )
    expect(idle).toEqual([])
  })
})

describe('the glossary', () => {
  const names = Object.values(GLOSSARY).flatMap((part) => Object.keys(part))

  test('has each name once', () => {
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  })

  test('says where to add a name that it lacks', () => {
    const table = appTable('ees_new', { columns: { novelty: 'INT' }, key: ['novelty'], sql: sql`` })
    expect(() => meaningOf(table, 'novelty')).toThrow(/novelty of ees_new.*pipelines\/ees\/columns/)
  })

  test("gives way to a table's own meaning", () => {
    const columns = { sessions: 'INT', users: 'INT' } as const
    const meanings = { sessions: { means: 'Others.' } }
    const table = appTable('ees_new', { columns, meanings, key: ['sessions'], sql: sql`` })
    expect(meaningOf(table, 'sessions')).toEqual({ means: 'Others.' })
    expect(meaningOf(table, 'users')).toEqual(GLOSSARY.visits.users)
  })
})

function same(table: Parameters<typeof meaningOf>[0], column: string): boolean {
  const known = Object.values(GLOSSARY).some((part) => column in part)
  return known && meaningOf(table, column).means === meaningOf({ name: '' }, column).means
}
