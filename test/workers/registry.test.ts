import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { readPipeline } from '../../workers/registry.ts'

const DEFINE = pathToFileURL(join(import.meta.dirname, '../../pipelines/define.ts')).href

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ees-registry-'))
  await mkdir(join(folder, 'raw'))
  await mkdir(join(folder, 'app'))
})
afterEach(() => rm(folder, { recursive: true }))

const rawFile = (name: string, declared = name) =>
  writeFile(
    join(folder, 'raw', `${name}.ts`),
    `import { rawTable } from '${DEFINE}'
     export const ${declared} = rawTable('${declared}', { columns: { date: 'DATE' }, source: { kind: 'frozen' } })`,
  )

describe('readPipeline()', () => {
  test('finds each file of the folders as a table', async () => {
    await rawFile('one')
    await rawFile('two')
    const { raw, app } = await readPipeline(folder)
    expect(raw.map(({ name }) => name)).toEqual(['one', 'two'])
    expect(app).toEqual([])
  })

  test('refuses a file whose table has another name', async () => {
    await rawFile('one', 'other')
    await expect(readPipeline(folder)).rejects.toThrow(
      /one\.ts: it has to export a table named one.*found are the exports other/,
    )
  })

  test('reads the pipeline of this project', async () => {
    const { app } = await readPipeline(join(import.meta.dirname, '../../pipelines/ees'))
    const order = app.map(({ name }) => name)
    expect(order).toContain('ees_session_starts')
    expect(order.indexOf('ees_session_starts')).toBeLessThan(
      order.indexOf('ees_service_time_on_page'),
    )
  })
})
