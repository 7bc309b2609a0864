import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { CACHE_KEY } from '../../../pipelines/ees/pipeline.ts'
import { isSame } from '../../../workers/difference-lines.ts'
import { readPipeline } from '../../../workers/registry.ts'
import { type TwoSets, twoSets } from '../../support/verified.ts'

const { raw, app } = await readPipeline(join(import.meta.dirname, '../../../pipelines/ees'))

let sets: TwoSets
beforeAll(async () => {
  sets = await twoSets()
})
afterAll(async () => {
  await sets.close()
  await sets.remove()
})

/** Changes the other set of a table for as long as the work takes. */
async function withOther<T>(table: string, change: string, work: () => Promise<T>): Promise<T> {
  await sets.run(`BEGIN; CREATE TABLE old.kept AS FROM old.${table}; ${change}; COMMIT`)
  try {
    return await work()
  } finally {
    await sets.run(`CREATE OR REPLACE TABLE old.${table} AS FROM old.kept; DROP TABLE old.kept`)
  }
}

const compared = async (table: string, change: string, request = {}) => {
  const compare = () => sets.verify({ against: 'old', tables: [table], ...request })
  const [found] = await withOther(table, change, compare)
  if (!found) throw new Error(`${table} was not compared.`)
  return found
}

describe('equal sets', () => {
  test('of a schema are the same, table by table', async () => {
    const found = await sets.verify({ against: 'old' })
    expect(found.map(({ table }) => table)).toEqual([...app, CACHE_KEY].map(({ name }) => name))
    expect(found.filter((each) => !isSame(each))).toEqual([])
    expect(found[0]?.rows).toEqual({ here: 6, there: 6 })
  })

  test.each(['parquet', 'csv'] as const)('of a folder of %s files are', async (format) => {
    const against = await sets.exported(format)
    const found = await sets.verify({ against })
    expect(found).toHaveLength(app.length + 1)
    expect(found.filter((each) => !isSame(each))).toEqual([])
  })

  test('of a folder whose table is a folder of parts are', async () => {
    const against = await sets.exported('parquet')
    const file = join(against, 'ees_session_starts.parquet')
    await rename(file, join(against, 'moved'))
    await mkdir(join(file, 'deeper'), { recursive: true })
    await rename(join(against, 'moved'), join(file, 'deeper', 'part-0.parquet'))
    const [found] = await sets.verify({ against, tables: ['ees_session_starts'] })
    expect(found).toMatchObject({ rows: { here: 6, there: 6 }, shape: [], onlyHere: 0 })
  })
})

describe.each(app)('one row of $name', ({ name, columns, key = [] }) => {
  const value = Object.keys(columns).findLast((column) => !key.includes(column))

  test('that lacks there is found', async () => {
    const found = await compared(name, `DELETE FROM old.${name} WHERE rowid = 2`)
    expect(found).toMatchObject({ onlyHere: 1, onlyThere: 0, differing: 0 })
    expect(found.examples).toHaveLength(1)
  })

  test('that is more there is found', async () => {
    const found = await compared(name, `INSERT INTO old.${name} FROM old.${name} LIMIT 1`)
    expect(found).toMatchObject({ onlyHere: 0, onlyThere: 1, differing: 0 })
  })

  test('that has another value is found', async () => {
    const other = columns[value ?? ''] === 'STRING' ? `"${value}" || '!'` : `"${value}" + 1`
    const change = `UPDATE old.${name} SET "${value}" = ${other} WHERE rowid = 3`
    const found = await compared(name, change)
    expect(found).toMatchObject({ onlyHere: 0, onlyThere: 0, differing: 1 })
    expect(found.columns).toEqual(new Map([[value, 1]]))
  })
})

describe('rows', () => {
  const name = 'ees_publication_device_browser'

  test('are shown by day, the worst first, with examples of that day first', async () => {
    const change = `UPDATE old.${name} SET sessions = sessions + 2 WHERE date >= '2026-01-02';
      UPDATE old.${name} SET pageviews = NULL WHERE rowid = 4; DELETE FROM old.${name} WHERE rowid = 2`
    const { days, examples, columns } = await compared(name, change)
    expect(days).toEqual([
      { day: '2026-01-02', onlyHere: 1, onlyThere: 0, differing: 1 },
      { day: '2026-01-03', onlyHere: 0, onlyThere: 0, differing: 2 },
    ])
    expect(columns).toEqual(
      new Map([
        ['pageviews', 1],
        ['sessions', 3],
      ]),
    )
    expect(examples).toEqual([
      `date 2026-01-02, publication publication it's "2", device device it's "2", browser browser it's "2": only here`,
      `date 2026-01-02, publication publication it's "3", device device it's "3", browser browser it's "3": sessions 3.5 here, 5.5 there`,
      `date 2026-01-03, publication publication it's "4", device device it's "4", browser browser it's "4": pageviews 4.5 here, NULL there; sessions 4.5 here, 6.5 there`,
      `date 2026-01-03, publication publication it's "5", device device it's "5", browser browser it's "5": sessions 5.5 here, 7.5 there`,
    ])
  })

  test('of other days than those asked for do not count', async () => {
    const change = `DELETE FROM old.${name} WHERE date <> '2026-01-02'`
    const only = { from: '2026-01-02', to: '2026-01-02' }
    expect(await compared(name, change, only)).toMatchObject({
      rows: { here: 2, there: 2 },
      onlyHere: 0,
    })
    expect(await compared(name, change, { from: '2026-01-02' })).toMatchObject({ onlyHere: 2 })
    expect(await compared(name, change, { to: '2026-01-02' })).toMatchObject({ onlyHere: 2 })
  })

  test('without a date count too', async () => {
    const found = await compared(name, `UPDATE old.${name} SET date = NULL WHERE rowid IN (0, 1)`)
    expect(found).toMatchObject({ onlyHere: 2, onlyThere: 2, differing: 0 })
    expect(found.days).toEqual([{ day: '2026-01-01', onlyHere: 2, onlyThere: 0, differing: 0 }])
    expect(found.examples.filter((row) => /^date NULL.*only there$/.test(row))).toHaveLength(2)
  })

  test('with the same NULL in their key are the same row', async () => {
    await sets.run(`UPDATE app.${name} SET publication = NULL WHERE rowid = 0`)
    const found = await compared(name, `UPDATE old.${name} SET publication = NULL WHERE rowid = 0`)
    await sets.run(`CREATE OR REPLACE TABLE app.${name} AS FROM old.${name}`)
    expect(isSame(found)).toBe(true)
  })

  test.each([
    ['pageviews + 1e-9', {}, 0],
    ['pageviews + 1e-4', {}, 6],
    ['pageviews + 1e-4', { tolerance: 1e-3 }, 0],
    [`CAST('inf' AS DOUBLE)`, { tolerance: 1e-3 }, 6],
    [`CAST('nan' AS DOUBLE)`, { tolerance: 1e-3 }, 6],
  ])('with %s and %j differ in %i', async (value, request, differing) => {
    const found = await compared(name, `UPDATE old.${name} SET pageviews = ${value}`, request)
    expect(found).toMatchObject({ differing })
  })
})

describe('columns', () => {
  const name = 'ees_service_downloads'
  const as = (select: string) => `CREATE OR REPLACE TABLE old.${name} AS ${select} FROM old.kept`

  test.each([
    ['SELECT * EXCLUDE (eventCount)', ['the column eventCount is only here']],
    ['SELECT *, 1 AS users', ['the column users is only there']],
    [
      'SELECT * REPLACE (CAST(eventCount AS DECIMAL(9, 1)) AS eventCount)',
      ['the column eventCount is DOUBLE here, DECIMAL(9,1) there'],
    ],
    [
      'SELECT * REPLACE (CAST(date AS VARCHAR) AS date)',
      ['the column date is DATE here, VARCHAR there'],
    ],
    [
      'SELECT eventCount, date, page_type, download_type, eventLabel',
      [
        'the columns are in another order: date, page_type, download_type, eventlabel, eventcount here, eventcount, date, page_type, download_type, eventlabel there',
      ],
    ],
    ['SELECT * RENAME (eventCount AS EventCount)', []],
  ])('of %s', async (select, shape) => {
    const found = await compared(name, as(select))
    expect(found).toMatchObject({ shape, onlyHere: 0, onlyThere: 0, differing: 0 })
  })

  test('that tell rows apart are needed to compare them', async () => {
    const { shape, rows } = await compared(name, as('SELECT * EXCLUDE (page_type)'))
    expect(rows).toBeNull()
    expect(shape).toEqual([
      'the column page_type is only here',
      'so its rows cannot be told apart, and are not compared',
    ])
  })

  test('of other types are compared by their values', async () => {
    const change = as('SELECT * REPLACE (CAST(floor(eventCount) AS INTEGER) AS eventCount)')
    expect(await compared(name, change)).toMatchObject({ differing: 6 })
  })
})

describe('tables', () => {
  test('that one side lacks are named, and those that are none of ours', async () => {
    const against = await sets.exported('parquet')
    await rm(join(against, 'ees_session_starts.parquet'))
    await writeFile(join(against, 'ees_forgotten.csv'), 'a,b\n1,2\n')
    await writeFile(join(against, `${raw[0]?.name}.csv`), 'a,b\n1,2\n')
    await writeFile(join(against, 'README.md'), 'exported on Monday')
    const found = (await sets.verify({ against })).filter((each) => !isSame(each))
    expect(found.map(({ table, shape }) => [table, shape])).toEqual([
      ['ees_session_starts', ['the table is only here']],
      ['ees_forgotten', ['the table is only there']],
    ])
    expect(await sets.verify({ against, tables: ['ees_service_summary'] })).toHaveLength(1)
  })

  test('that a run has staged there are none', async () => {
    const staged = 'CREATE TABLE old.staged_0abc__ees_session_starts AS SELECT 1 AS a'
    const compare = () => sets.verify({ against: 'old' })
    const found = await withOther('ees_session_starts', staged, compare)
    await sets.run('DROP TABLE old.staged_0abc__ees_session_starts')
    expect(found.filter((each) => !isSame(each)).map(({ table }) => table)).toEqual(['kept'])
  })

  test('include the key, whose day counts and whose moment does not', async () => {
    const { name } = CACHE_KEY
    const later = `UPDATE old.${name} SET last_updated = last_updated + INTERVAL 1 HOUR`
    expect(isSame(await compared(name, later))).toBe(true)
    const found = await compared(name, `UPDATE old.${name} SET latest_data = latest_data + 1`)
    expect(found).toMatchObject({ differing: 1, days: [] })
    expect(found.examples).toEqual(['latest_data 2026-01-01 here, 2026-01-02 there'])
  })
})

describe('refused is', () => {
  const verified = (against: string) => sets.verify({ against })

  test('a folder without tables', async () => {
    await expect(verified(await sets.folder())).rejects.toThrow(/there is no <table>\.parquet/)
  })

  test('a file', async () => {
    await expect(verified(sets.path)).rejects.toThrow(/ees\.duckdb": it is a file\. Wanted is/)
  })

  test('what is neither schema nor folder', async () => {
    await expect(verified('older')).rejects.toThrow(/"older": there is no schema of that name/)
    await expect(verified('./older')).rejects.toThrow(/no folder/)
  })

  test('the schema itself', async () => {
    await expect(verified('APP')).rejects.toThrow(/it holds the very tables/)
  })

  test('a torn file', async () => {
    const against = await sets.folder()
    await writeFile(join(against, 'ees_session_starts.parquet'), 'PAR1 and no more')
    await expect(verified(against)).rejects.toThrow(/ees_session_starts\.parquet: it cannot be/)
  })
})
