import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { DuckDbFile } from '../../../activities/warehouse/duckdb-file.ts'
import { castColumns, columnDefinitions } from '../../../activities/warehouse/duckdb-names.ts'
import type { Row } from '../../../activities/warehouse/warehouse.ts'
import { appChecks } from '../../../checks/app-table.ts'
import { type AppTable, type Naming, type RawTable, render } from '../../../pipelines/define.ts'
import { readPipeline } from '../../../workers/registry.ts'
import {
  COMPARED,
  DAYS,
  daysAreMissing,
  difference,
  expectedRows,
  parquet,
  SUBSETS,
  tablesOf,
} from '../../support/real-days.ts'

const graph = await readPipeline(join(import.meta.dirname, '../../../pipelines/ees'))
const expected = await tablesOf('expected')
const given = await tablesOf('raw')

const naming: Naming = {
  runDay: '2024-08-07',
  table: ({ name }) => name,
  published: ({ name }) => name,
}

describe.skipIf(daysAreMissing)(
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
      const built = await rowsOf(file, name, columns)
      const wanted = await expectedRows(name)
      expect(Object.keys(wanted[0] ?? {})).toEqual(columns)
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

const load = (file: DuckDbFile, { name, columns }: RawTable): Promise<void> =>
  file.session(async (session) => {
    await session.run(`CREATE TABLE ${name} (${columnDefinitions(columns)})`)
    if (given.includes(name))
      await session.run(`INSERT INTO ${name} BY NAME SELECT * FROM ${parquet('raw', name)}`)
  })

const build = (file: DuckDbFile, { name, columns, sql }: AppTable): Promise<void> =>
  file.session(async (session) => {
    const select = `SELECT ${castColumns(columns)} FROM (${render(sql, naming)})`
    await session.run(`CREATE TABLE ${name} AS ${select}`)
  })

const rowsOf = (file: DuckDbFile, from: string, columns: readonly string[]): Promise<Row[]> =>
  file.session((session) =>
    session.rows(
      `SELECT ${columns.join(', ')} FROM ${from}
       WHERE date BETWEEN DATE '${COMPARED.from}' AND DATE '${COMPARED.to}'`,
    ),
  )
