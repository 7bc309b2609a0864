import { access } from 'node:fs/promises'
import { join } from 'node:path'

import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

import type { Day } from '../pipelines/define.ts'
import { type DayRows, type Facts, noRows } from './facts.ts'
import { Kept } from './kept.ts'
import { isReportName, type ReportName, reports, type ReportShape } from './reports.ts'

const ROWS_KEPT = 400_000

/** What GA4 calls a value that stands for many. */
const OTHER_ROW = '(other)'

/** Rows of parquet files that are named after the raw tables and have their columns. */
export class ParquetFacts implements Facts {
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection
  readonly #present: ReadonlySet<ReportName>
  readonly #rows = new Kept<DayRows>(ROWS_KEPT, ({ count }) => count)

  private constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    present: ReadonlySet<ReportName>,
  ) {
    this.#instance = instance
    this.#connection = connection
    this.#present = present
  }

  /** Reads the files of a folder; a report whose file is missing has no rows. Rejects where there is none at all. */
  static async open(folder: string): Promise<ParquetFacts> {
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    const present = new Set<ReportName>()
    for (const report of reportNames) {
      const file = join(folder, `${report}.parquet`)
      if (!(await exists(file))) continue
      await connection.run(load(report, file))
      present.add(report)
    }
    if (present.size > 0) return new ParquetFacts(instance, connection, present)
    instance.closeSync()
    throw new Error(
      `Serving facts from ${folder}: found none of its files, wanted at least one <raw table>.parquet such as ees_ga4_page.parquet. Name the folder that holds them.`,
    )
  }

  async rows(report: ReportName, day: Day): Promise<DayRows> {
    if (!this.#present.has(report)) return noRows
    const key = `${report} ${day}`
    return this.#rows.get(key) ?? this.#rows.set(key, await this.#read(report, day))
  }

  close(): void {
    this.#rows.clear()
    this.#connection.closeSync()
    this.#instance.closeSync()
  }

  async #read(report: ReportName, day: Day): Promise<DayRows> {
    const { dimensions, metrics }: ReportShape = reports[report]
    const reader = await this.#connection.runAndReadAll(
      `select * exclude (date) from ${report} where date = date '${day}'`,
    )
    const columns = reader.getColumnsObject()
    const values = Object.entries(dimensions).map(([column, field]) => [
      field,
      (columns[column] ?? []).map((value) => asText(field, value)),
    ])
    const numbers = Object.entries(metrics).map(([column, field]) => [
      field,
      Float64Array.from(columns[column] ?? [], Number),
    ])
    const named: DayRows['dimensions'] = Object.fromEntries(values)
    const otherRow = Object.values(named).some((texts) => texts.includes(OTHER_ROW))
    return {
      count: reader.currentRowCount,
      dimensions: named,
      metrics: Object.fromEntries(numbers),
      withheld: { otherRow },
    }
  }
}

const reportNames = Object.keys(reports).filter(isReportName)

/** Sorted by day, so that a day is found without reading the others. */
function load(report: ReportName, file: string): string {
  const { dimensions, metrics }: ReportShape = reports[report]
  const columns = ['date', ...Object.keys(dimensions), ...Object.keys(metrics)]
  return `create table ${report} as select ${columns.join(', ')} from read_parquet('${file.replaceAll("'", "''")}') order by date`
}

/** Hours are stored as numbers and reported as two digits. */
function asText(field: string, value: DuckDBValue): string {
  const text = value === null ? '' : value.toString()
  return field === 'hour' ? text.padStart(2, '0') : text
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
