import { copyFileSync } from 'node:fs'
import { join } from 'node:path'

import { onTestFinished } from 'vitest'

import { DuckDbFile } from '../../activities/warehouse/duckdb-file.ts'
import { baseFile } from './base.ts'
import { type OpenOptions, openPipeline, type Pipeline } from './open-pipeline.ts'
import { temporaryFolder } from './temporary-folder.ts'

export interface Tampered extends Pipeline {
  /** Runs a statement on the warehouse's file, by hand. */
  readonly tamper: (statement: string) => Promise<void>
}

/** Starts a pipeline that ends with the test, on the base, as statements by hand have left it. */
export async function tamperedPipeline(
  statements: readonly string[],
  options: OpenOptions = {},
): Promise<Tampered> {
  const file = join(temporaryFolder(), 'ees.duckdb')
  copyFileSync(await baseFile(), file)
  const tamper = async (statement: string) => {
    const duckdb = await DuckDbFile.open(file)
    await duckdb.session((session) => session.run(statement))
    await duckdb.close()
  }
  for (const statement of statements) await tamper(statement)
  const pipeline = await openPipeline(file, options)
  onTestFinished(() => pipeline.close())
  return { ...pipeline, tamper }
}
