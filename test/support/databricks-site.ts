import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { DatabricksClient } from '../../activities/warehouse/databricks-client.ts'
import { catalogName, schemaName } from '../../activities/warehouse/databricks-names.ts'
import { type DatabricksSettings, openDatabricks } from '../../activities/warehouse/databricks.ts'
import { databricksText } from '../../activities/warehouse/dialect-databricks.ts'
import { render, type Table } from '../../pipelines/define.ts'
import type { Site } from '../contract/warehouse/harness.ts'
import type { RigAddress } from '../spark/rig.ts'

export interface DatabricksSite extends Site {
  readonly settings: DatabricksSettings
  /** What the names of its schemas begin with. */
  readonly prefix: string
  /** Runs statements of Databricks' own, one after another. */
  run(statements: readonly string[]): Promise<void>
  emptyVolume(): Promise<void>
}

/** Longer than any statement of a test. */
const SECONDS = 120

/** Schemas and a volume of its own on a rig that serves all. */
export async function createDatabricksSite(rig: RigAddress): Promise<DatabricksSite> {
  const prefix = `t${randomUUID().slice(0, 8)}`
  const settings = settingsOf(rig, prefix)
  const { names, stagingVolume } = settings
  const volume = join(rig.volumeFolder, stagingVolume)
  await mkdir(volume, { recursive: true })
  const run = async (statements: readonly string[]) => {
    const client = await DatabricksClient.open({ ...settings, catalog: names.catalog }, SECONDS)
    try {
      for (const statement of statements) await client.session().run(statement)
    } finally {
      await client.close()
    }
  }
  const schemas = [names.raw, names.app, names.ops].map((schema) => schemaName(names, schema))
  return {
    settings,
    prefix,
    ops: names.ops,
    open: () => openDatabricks(settings),
    run,
    byHand: (statement) => {
      const name = (table: Table) => catalogName(names, table)
      return run([
        ...schemas.map((schema) => `CREATE SCHEMA IF NOT EXISTS ${schema}`),
        databricksText(render(statement, { table: name, published: name, runDay: '2026-02-01' })),
      ])
    },
    emptyVolume: async () => {
      for (const file of await readdir(volume)) await rm(join(volume, file), { recursive: true })
    },
    // To drop its tables one by one would take longer than the test.
    remove: async () => {
      for (const schema of [names.raw, names.app, names.ops])
        await rm(join(rig.tableFolder, `${schema}.db`), { recursive: true, force: true })
      await rm(dirname(volume), { recursive: true, force: true })
    },
  }
}

export function settingsOf({ settings }: RigAddress, prefix: string): DatabricksSettings {
  const catalog = settings.EES_CATALOG
  const ops = `${prefix}_ops`
  const token = settings.DATABRICKS_TOKEN
  return {
    hostname: settings.DATABRICKS_SERVER_HOSTNAME,
    httpPath: settings.DATABRICKS_HTTP_PATH,
    login: { kind: 'token', token: { reveal: () => token } },
    stagingVolume: `/Volumes/${catalog}/${ops}/staging`,
    names: { catalog, raw: `${prefix}_raw`, app: `${prefix}_app`, ops },
  }
}

/** The environment of a program that is to use a site. */
export const environmentOf = (
  { settings: given }: RigAddress,
  { names, stagingVolume }: DatabricksSettings,
): Record<string, string> => ({
  ...given,
  DATABRICKS_STAGING_VOLUME: stagingVolume,
  EES_CATALOG: names.catalog,
  EES_RAW_SCHEMA: names.raw,
  EES_APP_SCHEMA: names.app,
  EES_OPS_SCHEMA: names.ops,
})
