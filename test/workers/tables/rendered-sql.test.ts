import { join } from 'node:path'

import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { columnDefinitions } from '../../../activities/warehouse/duckdb-names.ts'
import { readPipeline } from '../../../workers/registry.ts'
import { renderedSql } from '../../../workers/tables/rendered-sql.ts'

const { raw, app } = await readPipeline(join(import.meta.dirname, '../../../pipelines/ees'))
const names = { catalog: 'main_catalog', raw: 'r', app: 'a', ops: 'o' }
const place = { names, runDay: '2026-01-31' }

describe('for DuckDB', () => {
  let instance: DuckDBInstance
  beforeAll(async () => {
    instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await connection.run('CREATE SCHEMA r; CREATE SCHEMA a')
    for (const { name, columns } of raw)
      await connection.run(`CREATE TABLE r.${name} (${columnDefinitions(columns)})`)
    for (const { name, columns } of app)
      await connection.run(`CREATE TABLE a.${name} (${columnDefinitions(columns)})`)
    connection.closeSync()
  })
  afterAll(() => instance.closeSync())

  test.each(app)('$name runs on a connection that has defined nothing', async (table) => {
    const connection = await instance.connect()
    const result = await connection.runAndReadAll(
      renderedSql(table, { dialect: 'duckdb', ...place }),
    )
    expect(result.columnNames().map((name) => name.toLowerCase())).toEqual(
      Object.keys(table.columns).map((name) => name.toLowerCase()),
    )
    connection.closeSync()
  })
})

describe('for Databricks', () => {
  const rendered = (name: string) => {
    const table = app.find((each) => each.name === name)
    return table ? renderedSql(table, { dialect: 'databricks', ...place }) : ''
  }

  test('names tables by catalog, schema and name', () => {
    const text = rendered('ees_service_time_on_page')
    expect(text).toContain('from `main_catalog`.`r`.`ees_ga4_time_on_page`')
    expect(text).toContain('from `main_catalog`.`a`.`ees_session_starts`')
    expect(text).not.toContain('"')
  })

  test('has the day of the run in it', () => {
    expect(rendered('ees_search_console_queries')).toContain("date >= DATE '2026-01-31' - 365")
  })

  test('says which functions the sessions have to define', () => {
    expect(rendered('ees_publication_summary').split('\n').slice(0, 4)).toEqual([
      '-- ees_publication_summary on 2026-01-31',
      "-- calls title_case(), which the pipeline's sessions define",
      "-- calls date_spine(), which the pipeline's sessions define",
      'with publications as (',
    ])
    expect(rendered('ees_service_source_medium')).not.toContain('-- calls')
  })
})
