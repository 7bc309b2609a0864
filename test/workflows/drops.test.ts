import { copyFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { raw_ees_data_set_versions } from '../../pipelines/ees/raw/raw_ees_data_set_versions.ts'
import { createParquetDrops } from '../../activities/sources/parquet-drops.ts'
import { writeDrops } from '../../sandbox/drops.ts'
import { contents } from '../support/contents.ts'
import { pipelineOfTest } from '../support/pipeline.ts'
import { SEED } from '../support/sandbox-settings.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const asOf = '2023-11-15'

const VERSIONS = 'raw_ees_data_set_versions'
const ZIP = 'raw_ees_zip_downloads'
const API = ['ees_api_daily_queries', 'ees_api_dataset_queries']

const stepOf = (steps: readonly { readonly step: string }[], name: string) =>
  steps.find(({ step }) => step === name)

test('a torn file stops its table and what reads it, and is read once it is whole', async () => {
  const root = temporaryFolder()
  // The days that the tables stand at, and one more.
  await writeDrops(root, { ...SEED, from: '2025-06-05', to: '2025-06-10' })
  const { warehouse, failure, update } = await pipelineOfTest({
    settings: { EES_PARQUET_ROOT: root },
  })
  const before = await contents(warehouse)
  const listed = await createParquetDrops(root).list(
    raw_ees_data_set_versions,
    new AbortController().signal,
  )
  const [name = '', path = ''] = [...listed].find(([file]) => file.startsWith('20250610')) ?? []
  const kept = join(temporaryFolder(), name)
  await copyFile(path, kept)
  await writeFile(path, 'PAR1 and no more')
  await utimes(path, 0, 0)

  const { message } = await failure({ asOf, tables: [VERSIONS, ZIP] })
  expect(message).toMatch(/^1 of 4 steps failed; 0 tables were published/)
  expect(message).toMatch(new RegExp(`${VERSIONS}: .*\\[files-whole\\] 1 new files.*${name}`))
  expect(message).toContain(`Not built for want of these: ${API.join(', ')}.`)
  const stopped = await contents(warehouse)
  expect(stopped[VERSIONS]).toBe(before[VERSIONS])
  expect(stopped[ZIP]).not.toBe(before[ZIP])

  await copyFile(kept, path)
  const { steps } = await update({ asOf, tables: [VERSIONS, ZIP] })
  expect(stepOf(steps, VERSIONS)).toMatchObject({ state: 'appended', warnings: [] })
  expect(stepOf(steps, ZIP)).toMatchObject({ state: 'current', rows: 0 })
  for (const table of API) expect(stepOf(steps, table)).toMatchObject({ state: 'built' })

  // Some files are at the root as well.
  for (const copy of [path, join(root, name)]) await rm(copy, { force: true })
  const again = await update({ asOf, tables: [VERSIONS] })
  expect(stepOf(again.steps, VERSIONS)).toMatchObject({
    state: 'current',
    warnings: [{ check: 'files-kept', message: expect.stringContaining('keeps their rows') }],
  })
})
