import type { AppTable } from '../../pipelines/define.ts'
import type { VolumeFiles } from '../volume-files.ts'
import type { Session } from './databricks-client.ts'
import { copyPending } from './databricks-copy.ts'
import { catalogName, type DatabricksNames, opsName } from './databricks-names.ts'
import { tablesIn } from './databricks-prepare.ts'
import { runOf, stagedName } from './names.ts'

interface Where {
  readonly names: DatabricksNames
  /** Where staged files go, and what lists them. */
  readonly volume: string
  readonly files: VolumeFiles
}

interface Staged extends Where {
  readonly run: string
  /** All that the run has staged, unless one is named. */
  readonly table?: AppTable | undefined
}

/** Drops what a run has staged: its tables, and files of writes that were killed. What readers are to have is copied before. */
export async function discardStaged(
  session: Session,
  { names, volume, files, run, table }: Staged,
): Promise<void> {
  await copyPending(session, names, run)
  const wanted = table && stagedName(run, table)
  for (const name of await tablesIn(session, names, names.app))
    if (runOf(name) === run && (!wanted || wanted === name))
      await session.run(`DROP TABLE IF EXISTS ${catalogName(names, { layer: 'app', name })}`)
  const { literal } = session.dialect
  await session.run(
    `DELETE FROM ${opsName(names, 'builds')} WHERE published = 0 AND run_id = ${literal(run)}
     ${table ? `AND table_name = ${literal(table.name)}` : ''}`,
  )
  if (table) return
  for (const { name, path } of (await files.list(volume)) ?? [])
    if (runOf(name) === run) await session.remove(path)
}

/** The runs that left tables or files. */
export async function stagedRuns(
  session: Session,
  { names, volume, files }: Where,
): Promise<readonly string[]> {
  const [tables, left] = await Promise.all([
    tablesIn(session, names, names.app),
    files.list(volume),
  ])
  const runs = [...tables, ...(left ?? []).map(({ name }) => name)].flatMap(
    (name) => runOf(name) ?? [],
  )
  return [...new Set(runs)]
}
