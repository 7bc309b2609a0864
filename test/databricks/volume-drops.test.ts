import { mkdir, copyFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, inject, onTestFinished, test } from 'vitest'

import { loginHeaders } from '../../activities/databricks-login.ts'
import { createVolumeDrops } from '../../activities/sources/volume-drops.ts'
import { createVolumeFiles } from '../../activities/volume-files.ts'
import { sql } from '../../pipelines/define.ts'
import { createDatabricksSite } from '../support/databricks-site.ts'
import { callRows, DropFolderOf, dropName, ID } from '../support/drop-folder.ts'
import { calls } from '../support/tables.ts'

const rig = inject('rigAddress')
const scope = { run: 'r1', runDay: '2026-02-01' }

test('drops in a volume are listed, looked at and appended, and leave no staged file', async () => {
  const site = await createDatabricksSite(rig)
  onTestFinished(() => site.remove())
  const { hostname, login, names } = site.settings
  const root = `/Volumes/${names.catalog}/${names.ops}/drops`
  const local = join(rig.volumeFolder, root)
  await mkdir(join(local, 'older'), { recursive: true })
  const [day, name] = ['2026-01-05', dropName('2026-01-05')]
  const { path: file } = await new DropFolderOf().put(name, { select: callRows(2) })
  await copyFile(file, join(local, name))
  await copyFile(file, join(local, `_${name}`))

  const drops = createVolumeDrops(root, createVolumeFiles(hostname, loginHeaders(hostname, login)))
  const listed = await drops.list(calls, new AbortController().signal)
  expect([...listed]).toEqual([[name, `${root}/${name}`]])
  expect(await drops.look(`${root}/${name}`)).toMatchObject({ ended: true })

  const warehouse = await site.open()
  onTestFinished(() => warehouse.close())
  await warehouse.prepare([calls], 'sandbox')
  const files = [...listed].map(([found, path]) => ({ name: found, path }))
  const written = await warehouse.appendFiles({ table: calls, files }, async () => [], scope)
  expect(written).toEqual({ rows: 2, changed: true, findings: [] })
  expect(
    await warehouse.query(sql`select id, _file_date from ${calls} order by times`, scope),
  ).toEqual([
    { id: ID.toLowerCase(), _file_date: day },
    { id: ID.toLowerCase(), _file_date: day },
  ])
  expect(await warehouse.stagedRuns()).toEqual([])
})
