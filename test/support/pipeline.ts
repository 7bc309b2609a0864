import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { onTestFinished } from 'vitest'

import { baseFile } from './base.ts'
import { type OpenOptions, openPipeline, type Pipeline } from './open-pipeline.ts'

export { failureOf, type Pipeline } from './open-pipeline.ts'

export interface PipelineOptions extends OpenOptions {
  /** The file that the warehouse starts as. @default one that stands after a run as of `BASE_DAY` */
  readonly from?: () => Promise<string>
}

/** Starts a pipeline on a copy of what came before. */
export async function startPipeline(options: PipelineOptions = {}): Promise<Pipeline> {
  const { from = baseFile, ...opening } = options
  const folder = await mkdtemp(join(tmpdir(), 'ees-pipeline-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const file = join(folder, 'ees.duckdb')
  try {
    await copyFile(await from(), file)
    const pipeline = await openPipeline(file, opening)
    return { ...pipeline, close: () => pipeline.close().finally(remove) }
  } catch (error) {
    await remove()
    throw error
  }
}

/** Starts a pipeline that ends with the test. */
export async function pipelineOfTest(options: PipelineOptions = {}): Promise<Pipeline> {
  const pipeline = await startPipeline(options)
  onTestFinished(() => pipeline.close())
  return pipeline
}
