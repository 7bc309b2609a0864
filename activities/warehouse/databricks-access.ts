import { join } from 'node:path'

import { loginHeaders } from '../databricks-login.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'
import { createVolumeFiles } from '../volume-files.ts'
import { DatabricksClient, type Session } from './databricks-client.ts'
import { schemaName } from './databricks-names.ts'
import { withStaged } from './databricks-staging.ts'
import type { DatabricksSettings } from './databricks.ts'
import { DuckDbFile } from './duckdb-file.ts'
import { literal } from './duckdb-names.ts'
import type { Layer } from './layout.ts'
import type { Row } from './warehouse.ts'

/** What the login of the settings may do in Databricks, without doing any of it to a table. */
export interface Access {
  /** Whom the warehouse takes this login for: a user's name, or a service principal's application id. */
  principal(): Promise<string>
  /** Whether the schema is there, as far as this login may know; rejects where it may not be used. */
  hasSchema(layer: Layer): Promise<boolean>
  /** The privileges that a principal holds in its own name on a schema, also from above it; rejects where none are told. */
  grantsOn(layer: Layer, principal: string): Promise<ReadonlySet<string>>
  /** Whether the staging volume is there; rejects where it may not be read. */
  hasVolume(signal: AbortSignal): Promise<boolean>
  /** Puts a small file into the staging volume, reads it by SQL, and removes it. */
  passThroughVolume(): Promise<void>
  close(): Promise<void>
}

/** What nobody waits for longer. */
const STATEMENT_SECONDS = 60

export async function openAccess(settings: DatabricksSettings): Promise<Access> {
  const { names, hostname, login, stagingVolume: volume } = settings
  const client = await DatabricksClient.open(
    { ...settings, catalog: names.catalog },
    STATEMENT_SECONDS,
  )
  const session = client.session()
  return {
    principal: async () => {
      const [row] = await session.rows('SELECT current_user() AS principal')
      return String(row?.['principal'])
    },
    hasSchema: (layer) =>
      session.rows(`SHOW TABLES IN ${schemaName(names, names[layer])}`).then(
        () => true,
        (error: unknown) => {
          if (String(error).includes('SCHEMA_NOT_FOUND')) return false
          throw error
        },
      ),
    grantsOn: async (layer, principal) => {
      const rows = await session.rows(
        `SHOW GRANTS ${quoted(principal)} ON SCHEMA ${schemaName(names, names[layer])}`,
      )
      return new Set(rows.map(privilegeOf))
    },
    hasVolume: async (signal) => {
      const files = createVolumeFiles(hostname, loginHeaders(hostname, login))
      return (await files.list(volume, signal)) !== undefined
    },
    passThroughVolume: () => passThrough(session, volume),
    close: () => client.close(),
  }
}

/** `actionType` in some versions, `ActionType` in others; `USE_SCHEMA` or `USE SCHEMA`. */
const privilegeOf = (row: Row): string => {
  const [, privilege] = Object.entries(row).find(([name]) => /^actiontype$/i.test(name)) ?? []
  return String(privilege).replaceAll('_', ' ')
}

/** A principal as it stands in a statement; unlike other names it may be a mail address. */
export const quoted = (principal: string): string => `\`${principal.replaceAll('`', '``')}\``

/** By the way that a batch takes, in the name of a run that there is not: what a kill leaves goes with the next sweep. */
async function passThrough(session: Session, volume: string): Promise<void> {
  const folder = await makeTemporaryFolder('doctor')
  try {
    const file = join(folder.path, 'probe.parquet')
    await writeProbe(file)
    await withStaged(session, { volume, run: 'doctor', file }, async (source) => {
      await session.rows(`SELECT * FROM ${source}`)
    })
  } finally {
    await folder.remove()
  }
}

async function writeProbe(file: string): Promise<void> {
  const duckdb = await DuckDbFile.open(':memory:')
  try {
    await duckdb.session((session) =>
      session.run(`COPY (SELECT 1 AS probe) TO ${literal(file)} (FORMAT parquet)`),
    )
  } finally {
    await duckdb.close()
  }
}

/** What a schema is used for, by the names of Unity Catalog. */
export const SCHEMA_PRIVILEGES = ['USE SCHEMA', 'SELECT', 'MODIFY', 'CREATE TABLE'] as const
