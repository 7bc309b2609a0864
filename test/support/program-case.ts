import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Warehouse } from '../../activities/warehouse/warehouse.ts'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { readConfig } from '../../workers/config.ts'
import { openWarehouse } from '../../workers/warehouse.ts'
import { baseFile } from './base.ts'
import { SEED, settingsFor } from './sandbox-settings.ts'

/** The settings of a program. */
export type Settings = Record<string, string>

/** What programs of a test file share. */
export interface ProgramCases {
  readonly sandbox: Sandbox
  /** Settings for a warehouse of its own that stands after a run as of `BASE_DAY`. */
  next(): Promise<Settings>
  /** Ends all of it. */
  close(): Promise<void>
}

/** Starts what programs of a test file share. */
export async function startProgramCases(): Promise<ProgramCases> {
  const base = await baseFile()
  const sandbox = await startSandbox(SEED)
  const root = mkdtempSync(join(tmpdir(), 'ees-programs-'))
  return {
    sandbox,
    next: () => {
      const file = join(mkdtempSync(join(root, 'case-')), 'ees.duckdb')
      copyFileSync(base, file)
      return Promise.resolve(settingsFor(file, sandbox))
    },
    close: async () => {
      await sandbox.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** Looks into the warehouse of a program that has ended. */
export async function looking<T>(
  settings: Settings,
  look: (warehouse: Warehouse) => Promise<T>,
): Promise<T> {
  const warehouse = await openWarehouse(readConfig(settings))
  try {
    return await look(warehouse)
  } finally {
    await warehouse.close()
  }
}
