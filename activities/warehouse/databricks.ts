import type { RawTable } from '../../pipelines/define.ts'
import { loginHeaders } from '../databricks-login.ts'
import { createVolumeFiles, type VolumeFiles } from '../volume-files.ts'
import { appendBatch } from './databricks-append.ts'
import { appendFiles, inspectFetched, withFiles } from './databricks-append-files.ts'
import { batchFrom } from './batch.ts'
import { buildStaged, isCurrent } from './databricks-build.ts'
import { type DatabricksAddress, DatabricksClient, type Session } from './databricks-client.ts'
import { againOnConflict } from './databricks-conflicts.ts'
import { discardStaged, stagedRuns } from './databricks-discard.ts'
import { databricksLacks, migrateDatabricks } from './databricks-lacks.ts'
import {
  type CatalogTarget,
  type DatabricksNames,
  schemaName,
  targetOf,
} from './databricks-names.ts'
import { prepareDatabricks } from './databricks-prepare.ts'
import { publishStaged } from './databricks-publish.ts'
import { consistentRows } from './databricks-query.ts'
import { recallRows, recordRows } from './databricks-record.ts'
import { createRecorder } from './databricks-recorder.ts'
import { replaceDays } from './databricks-replace-days.ts'
import { replaceRows } from './databricks-replace.ts'
import { withStaged } from './databricks-staging.ts'
import { createStates, type States } from './databricks-states.ts'
import type { Batch, Scope, Warehouse, Written } from './warehouse.ts'

export interface DatabricksSettings extends DatabricksAddress {
  /** Where staged files go, `/Volumes/<catalog>/<schema>/<volume>`. */
  readonly stagingVolume: string
  readonly names: DatabricksNames
}

/** Shorter than the shortest activity that runs statements, so that none is still at work when its step begins anew. */
const STATEMENT_SECONDS = 240

/** Delta tables in Unity Catalog, by a SQL warehouse. */
export async function openDatabricks(settings: DatabricksSettings): Promise<Warehouse> {
  const { names } = settings
  for (const schema of [names.raw, names.app, names.ops]) schemaName(names, schema)
  const client = await DatabricksClient.open(
    { ...settings, catalog: names.catalog },
    STATEMENT_SECONDS,
  )
  const states = createStates(client.session(), names)
  return {
    kind: 'databricks',
    prepare: (tables, sources) => prepareDatabricks(client.session(), { names, tables, sources }),
    lacks: (tables, sources) => databricksLacks(client.session(), { names, tables, sources }),
    migrate: (tables, sources) => migrateDatabricks(client.session(), { names, tables, sources }),
    query: (statement, scope) =>
      consistentRows(client.session(scope.signal), statement, {
        names,
        scope,
        builds: states.builds,
      }),
    ...rawWrites(client, settings),
    ...appTables(client, settings, states),
    record: createRecorder((table, rows) =>
      againOnConflict(() => recordRows(client.session(), names, { table, rows })),
    ),
    recall: (table, run) => recallRows(client.session(), names, { table, run }),
    close: () => client.close(),
  }
}

type RawWrites = Pick<
  Warehouse,
  'append' | 'replaceDays' | 'inspectFiles' | 'appendFiles' | 'replace'
>
type AppTables = Pick<Warehouse, 'isCurrent' | 'build' | 'publish' | 'discard' | 'stagedRuns'>

function rawWrites(client: DatabricksClient, settings: DatabricksSettings): RawWrites {
  const { stagingVolume: volume, names } = settings
  const files = filesOf(settings)
  const write = writer(client, names)
  /** Uploads a batch once, however often it is tried to write it. */
  const batched = <W extends Written>(
    batch: Batch,
    scope: Scope,
    work: (session: Session, rows: string, to: CatalogTarget) => Promise<W>,
  ): Promise<W> => {
    const session = client.session(scope.signal)
    return withStaged(session, { volume, run: scope.run, file: batch.file }, async (source) => {
      const rows = await batchFrom(session, batch, source)
      return write(batch, scope, (to) => work(session, rows, to))
    })
  }
  return {
    append: (batch, judge, scope) =>
      batched(batch, scope, (session, rows, to) =>
        appendBatch(session, { ...batch, rows, judge }, to),
      ),
    replaceDays: (batch, judge, scope) =>
      batched(batch, scope, (session, rows, to) =>
        replaceDays(session, { ...batch, rows, judge }, to),
      ),
    replace: (batch, judge, scope) =>
      batched(batch, scope, (session, rows, to) =>
        replaceRows(session, { ...batch, rows, judge }, to),
      ),
    inspectFiles: (batch, scope) => inspectFetched(files, batch, scope),
    appendFiles: (batch, judge, scope) => {
      const session = client.session(scope.signal)
      return withFiles(session, { files, volume, batch, scope }, (read) =>
        write(batch, scope, (to) => appendFiles(session, { ...batch, ...read, judge }, to)),
      )
    },
  }
}

const filesOf = ({ hostname, login }: DatabricksSettings): VolumeFiles =>
  createVolumeFiles(hostname, loginHeaders(hostname, login))

/** Writes to a raw table, one writer of this process at a time; what another writer was in the way of is done again. */
const writer =
  (client: DatabricksClient, names: DatabricksNames) =>
  <W>(
    { table }: { readonly table: RawTable },
    { run, signal }: Scope,
    work: (to: CatalogTarget) => Promise<W>,
  ): Promise<W> => {
    const to = targetOf(names, table, run)
    return client.writing(to.name, () => againOnConflict(() => work(to), signal))
  }

function appTables(
  client: DatabricksClient,
  settings: DatabricksSettings,
  states: States,
): AppTables {
  const { stagingVolume: volume, names } = settings
  const files = filesOf(settings)
  const changing = <T>(work: Promise<T>): Promise<T> => work.finally(() => states.builds.forget())
  const changeTables = <T>(work: () => Promise<T>): Promise<T> =>
    changing(client.writing('tables', () => againOnConflict(work)))
  return {
    isCurrent: (table, scope) =>
      isCurrent(client.session(scope.signal), table, { names, scope, states }),
    build: (table, scope) =>
      changing(buildStaged(client.session(scope.signal), table, { names, scope, states })),
    publish: (tables, key, scope) =>
      changeTables(() => publishStaged(client.session(), { names, scope, tables, key, states })),
    discard: (run, table) =>
      changeTables(() => discardStaged(client.session(), { names, volume, files, run, table })),
    stagedRuns: () => stagedRuns(client.session(), { names, volume, files }),
  }
}
