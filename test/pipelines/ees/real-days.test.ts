import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { DuckDbFile } from '../../../activities/warehouse/duckdb-file.ts'
import {
  castColumns,
  columnDefinitions,
  literal,
} from '../../../activities/warehouse/duckdb-names.ts'
import type { Row } from '../../../activities/warehouse/warehouse.ts'
import { appChecks } from '../../../checks/app-table.ts'
import { type AppTable, type Naming, type RawTable, render } from '../../../pipelines/define.ts'
import { readPipeline } from '../../../workers/registry.ts'

const ROOT = join(import.meta.dirname, '../../..')
const DAYS = join(ROOT, '../shared/data/real-days')
const missing = !existsSync(DAYS)
const COMPARED = { from: '2024-08-01', to: '2024-08-04' }

/** Rows of which more may be built than are expected. */
const SUBSETS = ['ees_publication_summary']

const graph = await readPipeline(join(ROOT, 'pipelines/ees'))
const expected = missing
  ? []
  : (await readdir(join(DAYS, 'expected'))).map((file) => basename(file, '.parquet')).sort()

const naming: Naming = {
  runDay: '2024-08-07',
  table: ({ name }) => name,
  published: ({ name }) => name,
}

describe.skipIf(missing)(
  `four real days lead to the rows that the live service had (skipped where there is no ${DAYS})`,
  () => {
    let file: DuckDbFile
    beforeAll(async () => {
      file = await DuckDbFile.open(':memory:')
      for (const table of graph.raw) await load(file, table)
      for (const table of graph.app) await build(file, table)
    })
    afterAll(() => file.close())

    test.each(expected)('%s', async (name) => {
      const table = graph.app.find((each) => each.name === name)
      expect(table, `${name} is declared`).toBeDefined()
      const columns = Object.keys(table?.columns ?? {})
      expect(await columnsOf(file, name)).toEqual(columns)
      const built = await rowsOf(file, name, columns)
      const wanted = await rowsOf(file, parquet('expected', name), columns)
      expect(wanted.length).toBeGreaterThan(0)
      expect(difference(wanted, built), 'rows that are not built').toEqual([])
      if (!SUBSETS.includes(name))
        expect(difference(built, wanted), 'rows that are built besides').toEqual([])
    })

    test.each(graph.app)('$name holds what it asserts', async (table) => {
      const findings = await file.session(async (session) => {
        const all = []
        for (const check of appChecks(table))
          all.push(...check.judge(await session.rows(render(check.facts, naming))))
        return all
      })
      expect(findings.filter(({ severity }) => severity === 'stop')).toEqual([])
    })
  },
)

const parquet = (folder: string, name: string): string =>
  `read_parquet(${literal(join(DAYS, folder, `${name}.parquet`))})`

const load = (file: DuckDbFile, { name, columns }: RawTable): Promise<void> =>
  file.session(async (session) => {
    await session.run(`CREATE TABLE ${name} (${columnDefinitions(columns)})`)
    await session.run(`INSERT INTO ${name} BY NAME SELECT * FROM ${parquet('raw', name)}`)
  })

const build = (file: DuckDbFile, { name, columns, sql }: AppTable): Promise<void> =>
  file.session(async (session) => {
    const select = `SELECT ${castColumns(columns)} FROM (${render(sql, naming)})`
    await session.run(`CREATE TABLE ${name} AS ${select}`)
  })

/** The columns of the expected file, in its order. */
const columnsOf = (file: DuckDbFile, name: string): Promise<unknown[]> =>
  file.session(async (session) => {
    const rows = await session.rows(`DESCRIBE SELECT * FROM ${parquet('expected', name)}`)
    return rows.map(({ column_name }) => column_name)
  })

const rowsOf = (file: DuckDbFile, from: string, columns: readonly string[]): Promise<Row[]> =>
  file.session((session) =>
    session.rows(
      `SELECT ${columns.join(', ')} FROM ${from}
       WHERE date BETWEEN DATE '${COMPARED.from}' AND DATE '${COMPARED.to}'`,
    ),
  )

/** What the first has and the second lacks, both as multisets, numbers to 1e-6. */
function difference(these: readonly Row[], those: readonly Row[]): string[] {
  const left = Map.groupBy(those.map(asText), (row) => row)
  return these.map(asText).filter((row) => left.get(row)?.pop() === undefined)
}

const asText = (row: Row): string =>
  JSON.stringify(
    Object.values(row).map((cell) => (typeof cell === 'number' ? cell.toFixed(6) : cell)),
  )
