import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { writeDrops } from '../../sandbox/drops.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'
import { siteChanges } from '../../sandbox/site-changes.ts'
import { BASE_DAY, baseFile } from '../support/base.ts'
import { SEED, settingsFor } from '../support/sandbox-settings.ts'
import type { OpenedScene } from './bench-scene.ts'
import { openScene } from './scene.ts'

/** Of each kind of source some, and what follows from them: a run of some twenty steps. */
const TABLES = [
  'ees_ga4_device_browser',
  'ees_ga4_source_medium',
  'ees_search_console',
  'ees_scrape_api_data_catalog',
  'raw_ees_queries',
  'raw_ees_query_access',
]

/** A scene that begins where the test files' pipelines do; a data set's name and the newest drops are new to the run. */
export async function openTestScene(): Promise<OpenedScene> {
  const folder = await mkdtemp(join(tmpdir(), 'ees-kills-'))
  const sandbox = await startSandbox(SEED)
  const close = async () => {
    await sandbox.close()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const base = await baseFile()
    const { EES_PARQUET_ROOT: before = '' } = await settingsFor(base, sandbox)
    const drops = join(folder, 'drops')
    await cp(before, drops, { recursive: true, preserveTimestamps: true })
    await writeDrops(drops, { ...SEED, from: '2025-06-10', to: '2025-06-10' })
    sandbox.site.change(siteChanges['data-set-renamed']({}))
    const scene = await openScene({
      base,
      baseDay: BASE_DAY,
      sandbox,
      drops,
      folder,
      tables: TABLES,
    })
    return { ...scene, close }
  } catch (error) {
    await close()
    throw error
  }
}
