import { ApplicationFailure } from '@temporalio/common'

import type { FileAppendFacts, FileFacts } from '../../checks/facts.ts'
import { EXAMPLES, stops } from '../../checks/finding.ts'
import { FROM_FILE } from '../../pipelines/drops.ts'
import { final } from '../failure.ts'
import { noteWrite, type NotedTarget } from './duckdb-batch.ts'
import { countOf, nullsIn } from './facts.ts'
import { factsOf, type Layout, layoutsOf } from './duckdb-file-layout.ts'
import { rowsOfFiles, unreadable } from './duckdb-file-rows.ts'
import { literal } from './duckdb-names.ts'
import type { Session } from './duckdb-session.ts'
import type { FileBatch, FileJudge, Written } from './warehouse.ts'

/** What the files say of themselves; those that cannot be read are found one by one. */
export async function inspectFiles(
  session: Session,
  { table, files }: FileBatch,
): Promise<readonly FileFacts[]> {
  try {
    return (await layoutsOf(session, files)).map((layout) => factsOf(table, layout))
  } catch (error) {
    const reasons = await unreadable(session, { table, files })
    if (reasons.size === 0) throw error
    const whole = files.filter(({ name }) => !reasons.has(name))
    const layouts = await layoutsOf(session, whole)
    const facts = new Map(layouts.map((layout) => [layout.name, factsOf(table, layout)]))
    return files.map(
      ({ name }) => facts.get(name) ?? { name, rows: null, faults: [reasons.get(name) ?? ''] },
    )
  }
}

interface Append extends FileBatch {
  readonly judge: FileJudge
}

const STAGED = 'staged_files'

/** Appends the files, within a transaction that the caller undoes where nothing `changed`. */
export async function appendFiles(
  session: Session,
  { judge, ...batch }: Append,
  target: NotedTarget,
): Promise<Written> {
  const layouts = await fittingLayouts(session, batch)
  await session.run(`CREATE TEMP TABLE ${STAGED} AS ${rowsOfFiles(batch, layouts)}`)
  const there = await rowsThere(session, batch, target)
  const before = await countOf(session, target.name)
  const inserted = await session.run(`INSERT INTO ${target.name} BY NAME SELECT * FROM ${STAGED}`)
  const findings = await judge({
    there,
    before,
    files: new Map(layouts.map(({ name, rows }) => [name, rows])),
    after: await countOf(session, target.name),
    days: await daysStaged(session),
    nulls: await nullsIn(session, STAGED, FROM_FILE),
  })
  if (stops(findings) || inserted === 0) return { rows: 0, changed: false, findings }
  await session.run(`DROP TABLE ${STAGED}`)
  await noteWrite(session, target, inserted)
  return { rows: inserted, changed: true, findings }
}

/** What a failed append is to say: the files that cannot be read to their end, where they were its fault. */
export async function blame(session: Session, batch: FileBatch, error: unknown): Promise<unknown> {
  const refused = error instanceof ApplicationFailure && error.type === 'Warehouse'
  if (!refused || !error.nonRetryable) return error
  const reasons = await unreadable(session, batch)
  return reasons.size === 0 ? error : broken(batch, reasons)
}

export async function fittingLayouts(
  session: Session,
  batch: FileBatch,
): Promise<readonly Layout[]> {
  const layouts = await layoutsOf(session, batch.files)
  const faults = layouts
    .map((layout) => factsOf(batch.table, layout))
    .flatMap(({ name, faults: found }) =>
      found.length > 0 ? [[name, found.join(', ')] as const] : [],
    )
  if (faults.length === 0) return layouts
  throw broken(batch, new Map(faults))
}

function broken({ table }: FileBatch, reasons: ReadonlyMap<string, string>) {
  const shown = [...reasons].slice(0, EXAMPLES).map((reason) => reason.join(': '))
  return final(
    'BrokenContract',
    `Appending files to ${table.name}: ${reasons.size} of them cannot be taken; wanted are whole files with the columns of the table. ${shown.join('; ')}. Nothing of these files was written: copy them again from where they came from, then run the step again.`,
  )
}

async function rowsThere(
  session: Session,
  { files }: FileBatch,
  { name }: NotedTarget,
): Promise<FileAppendFacts['there']> {
  const rows = await session.rows(
    `SELECT _source_file AS file, count(*) AS n FROM ${name}
     WHERE _source_file IN (${files.map((file) => literal(file.name)).join(', ')}) GROUP BY file`,
  )
  return new Map(rows.map(({ file, n }) => [String(file), Number(n)]))
}

async function daysStaged(session: Session): Promise<FileAppendFacts['days']> {
  const rows = await session.rows(
    `SELECT _file_date AS day, count(*) AS n FROM ${STAGED} WHERE day IS NOT NULL GROUP BY day`,
  )
  return new Map(rows.map(({ day, n }) => [String(day), Number(n)]))
}
