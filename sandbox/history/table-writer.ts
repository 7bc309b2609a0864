import {
  DATE,
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBDateValue,
  type DuckDBType,
  type DuckDBValue,
  VARCHAR,
} from '@duckdb/node-api'

import type { Columns, RawTable } from '../../pipelines/define.ts'
import { dayNumber } from '../calendar.ts'

/** Rows that DuckDB takes at once. */
const CHUNK = 2048

const types: Readonly<Partial<Record<Columns[string], DuckDBType>>> = {
  DATE,
  DOUBLE,
  STRING: VARCHAR,
}

/** Writes the rows of one table, then its parquet file. */
export class TableWriter {
  readonly #connection: DuckDBConnection
  readonly #name: string
  readonly #types: readonly DuckDBType[]
  readonly #appender: DuckDBAppender
  #rows: DuckDBValue[][] = []
  #count = 0
  #day = { text: '1970-01-01', value: new DuckDBDateValue(0) }

  private constructor(connection: DuckDBConnection, table: RawTable, appender: DuckDBAppender) {
    this.#connection = connection
    this.#name = table.name
    this.#types = typesOf(table)
    this.#appender = appender
  }

  static async create(connection: DuckDBConnection, table: RawTable): Promise<TableWriter> {
    const ordered = typesOf(table)
    const columns = Object.keys(table.columns).map((name, at) => `${name} ${String(ordered[at])}`)
    await connection.run(`create table ${table.name} (${columns.join(', ')})`)
    return new TableWriter(connection, table, await connection.createAppender(table.name))
  }

  /** Adds a row, its values in the order of the table's columns; days as texts. */
  add(values: readonly (string | number)[]): void {
    this.#rows.push(
      values.map((value, at) => (this.#types[at] === DATE ? this.#date(value) : value)),
    )
    this.#count += 1
    if (this.#rows.length === CHUNK) this.#flush()
  }

  /** Writes the file. Returns the number of its rows. */
  async save(file: string): Promise<number> {
    this.#flush()
    this.#appender.closeSync()
    await this.#connection.run(
      `copy ${this.#name} to '${file.replaceAll("'", "''")}' (format parquet)`,
    )
    await this.#connection.run(`drop table ${this.#name}`)
    return this.#count
  }

  /** Rows come day by day, and to read a day costs more than to write it. */
  #date(value: string | number): DuckDBDateValue {
    if (value !== this.#day.text)
      this.#day = { text: String(value), value: new DuckDBDateValue(dayNumber(String(value))) }
    return this.#day.value
  }

  #flush(): void {
    if (this.#rows.length === 0) return
    const chunk = DuckDBDataChunk.create(this.#types, this.#rows.length)
    chunk.setRows(this.#rows)
    this.#appender.appendDataChunk(chunk)
    this.#rows = []
  }
}

function typesOf({ name, columns }: RawTable): readonly DuckDBType[] {
  return Object.entries(columns).map(([column, type]) => {
    const known = types[type]
    if (known) return known
    throw new Error(
      `Writing the history of ${name}: column ${column} is ${type}, and only DATE, DOUBLE and STRING can be written. Teach sandbox/history/table-writer.ts that type.`,
    )
  })
}
