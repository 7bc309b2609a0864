import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll } from 'vitest'

import { DATABRICKS } from '../../activities/warehouse/dialect-databricks.ts'
import type { Layer } from '../../activities/warehouse/layout.ts'
import type { WarehouseHarness } from '../contract/warehouse/harness.ts'
import { APP, RAW } from '../contract/warehouse/tables.ts'
import type { RigAddress } from '../spark/rig.ts'
import { createDatabricksSite, type DatabricksSite } from './databricks-site.ts'

/**
 * Sites on a rig. To make all tables of one takes longer than most tests: so it is lent to one test after another, and
 * those tables that a test has written to are dropped when it ends, for `prepare` to make them anew. To be called by a
 * test file, with which the sites end.
 */
export function databricksHarness(rig: RigAddress): WarehouseHarness {
  const left: DatabricksSite[] = []
  afterAll(async () => {
    for (const site of left) await site.remove()
  })
  return {
    create: () => createDatabricksSite(rig),
    lend: async () => {
      const site = left.pop() ?? (await createDatabricksSite(rig))
      return {
        ...site,
        remove: async () => {
          await tidy(rig, site)
          left.push(site)
        },
      }
    },
  }
}

/** A site with the suite's tables, without rows, and a session with it. */
export async function openPrepared(rig: RigAddress) {
  const site = await createDatabricksSite(rig)
  const warehouse = await site.open()
  await warehouse.prepare([...RAW, ...APP], 'sandbox')
  const close = async () => {
    await warehouse.close()
    await site.remove()
  }
  return { site, warehouse, close }
}

async function tidy(rig: RigAddress, site: DatabricksSite): Promise<void> {
  const { names } = site.settings
  const drops: string[] = []
  for (const layer of ['raw', 'app', 'ops'] as const)
    for (const table of await tablesIn(join(rig.tableFolder, `${names[layer]}.db`)))
      if (!isKept(layer, table)) {
        const name = [names.catalog, names[layer], table.name].map(DATABRICKS.identifier)
        drops.push(`DROP TABLE IF EXISTS ${name.join('.')}`)
      }
  if (drops.length > 0) await site.run(drops)
  await site.emptyVolume()
}

interface Found {
  readonly name: string
  /** What was done to it, its making included. */
  readonly commits: number
}

async function tablesIn(schema: string): Promise<readonly Found[]> {
  if (!existsSync(schema)) return []
  return Promise.all(
    (await readdir(schema)).map(async (name) => {
      const log = join(schema, name, '_delta_log')
      const files = existsSync(log) ? await readdir(log) : []
      return { name, commits: files.filter((file) => /^\d+\.json$/.test(file)).length }
    }),
  )
}

const OF_THE_SUITE = new Set([...RAW, ...APP].map(({ name }) => name))

const isKept = (layer: Layer, { name, commits }: Found): boolean =>
  commits === 1 && (layer === 'ops' ? !name.startsWith('archive_') : OF_THE_SUITE.has(name))
