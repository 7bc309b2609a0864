import { copyFileSync } from 'node:fs'
import { join } from 'node:path'

import { onTestFinished } from 'vitest'

import { DuckDbFile } from '../../activities/warehouse/duckdb-file.ts'
import { baseFile } from './base.ts'
import { type OpenOptions, openPipeline } from './open-pipeline.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Starts a pipeline that ends with the test, on the base, as statements by hand have left it. */
export async function tamperedPipeline(
  statements: readonly string[],
  options: OpenOptions = {},
): Promise<Awaited<ReturnType<typeof openPipeline>>> {
  const file = join(temporaryFolder(), 'ees.duckdb')
  copyFileSync(await baseFile(), file)
  const duckdb = await DuckDbFile.open(file)
  for (const statement of statements) await duckdb.session((session) => session.run(statement))
  await duckdb.close()
  const pipeline = await openPipeline(file, options)
  onTestFinished(() => pipeline.close())
  return pipeline
}
