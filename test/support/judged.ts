import { DuckDbFile, type Session } from '../../activities/warehouse/duckdb-file.ts'
import { columnDefinitions, literal } from '../../activities/warehouse/duckdb-names.ts'
import type { AppCheck } from '../../checks/app/app-check.ts'
import type { Row } from '../../checks/facts.ts'
import type { Finding } from '../../checks/finding.ts'
import { render, type Sql, type Table, tablesIn } from '../../pipelines/define.ts'

/** What the tables hold that a check looks at; those not named here are empty. */
export interface World {
  /** By name; a table just built goes by its own. */
  readonly tables?: Readonly<Record<string, readonly Row[]>>
  /** What the reader sees, by name. */
  readonly published?: Readonly<Record<string, readonly Row[]>>
}

/** The findings of checks whose facts a real DuckDB gives. */
export async function judged(
  checks: readonly AppCheck[],
  world: World,
  tables: readonly Table[],
): Promise<Finding[]> {
  const file = await DuckDbFile.open(':memory:')
  try {
    return await file.session(async (session) => {
      await session.run('CREATE SCHEMA published')
      for (const table of withParents(tables)) {
        await fill(session, table.name, { table, rows: world.tables?.[table.name] })
        const name = `published.${table.name}`
        await fill(session, name, { table, rows: world.published?.[table.name] })
      }
      const findings: Finding[] = []
      for (const check of checks)
        findings.push(...check.judge(await session.rows(text(check.facts))))
      return findings
    })
  } finally {
    await file.close()
  }
}

const text = (statement: Sql): string =>
  render(statement, {
    runDay: '2026-02-01',
    table: ({ name }) => name,
    published: ({ name }) => `published.${name}`,
  })

const withParents = (tables: readonly Table[]): ReadonlySet<Table> =>
  new Set(
    tables.flatMap((table) =>
      table.layer === 'raw'
        ? [table]
        : [table, ...tablesIn(table.sql), ...(table.input ? tablesIn(table.input) : [])],
    ),
  )

async function fill(
  session: Session,
  name: string,
  { table, rows = [] }: { table: Table; rows: readonly Row[] | undefined },
): Promise<void> {
  await session.run(`CREATE TABLE ${name} (${columnDefinitions(table.columns)})`)
  if (rows.length === 0) return
  const values = rows.map(
    (row) =>
      `(${Object.keys(table.columns)
        .map((column) => literal(row[column] ?? null))
        .join(', ')})`,
  )
  await session.run(`INSERT INTO ${name} VALUES ${values.join(', ')}`)
}
