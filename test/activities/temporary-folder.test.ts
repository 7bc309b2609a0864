import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, onTestFinished, test, vi } from 'vitest'

import { makeTemporaryFolder } from '../../activities/temporary-folder.ts'
import { startChild } from '../support/child.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** A system's temporary folder of the test's own. */
function temporary(): string {
  const folder = temporaryFolder()
  vi.stubEnv('TMPDIR', folder)
  onTestFinished(() => void vi.unstubAllEnvs())
  return folder
}

/** A process that has made a folder, and a file in it. */
async function startOwner(folder: string) {
  const module = new URL('../../activities/temporary-folder.ts', import.meta.url)
  const script = `import { makeTemporaryFolder } from ${JSON.stringify(module.href)}
    import { writeFileSync } from 'node:fs'
    const { path } = await makeTemporaryFolder('scratch')
    writeFileSync(path + '/batch_1.parquet', 'half a file')
    console.log('made')
    setInterval(() => {}, 1000)`
  const owner = startChild([process.execPath, '--input-type=module-typescript', '-e', script], {
    env: { ...process.env, TMPDIR: folder },
  })
  await owner.said('made')
  return owner
}

test('a folder is for this process alone, and gone when it is removed', async () => {
  const root = temporary()
  const [one, other] = await Promise.all([
    makeTemporaryFolder('scratch'),
    makeTemporaryFolder('scratch'),
  ])
  expect(readdirSync(root)).toHaveLength(2)
  writeFileSync(join(one.path, 'file'), '')
  await one.remove()
  expect([existsSync(one.path), existsSync(other.path)]).toEqual([false, true])
  await other.remove()
  expect(readdirSync(root)).toEqual([])
})

test('what a killed process left is removed by the next to make one, and no other', async () => {
  const root = temporary()
  const [killed, living] = [await startOwner(root), await startOwner(root)]
  await killed.kill()
  for (const name of ['ees-scratch-of-somebody', 'scratch-1~1', `ees-scratch-${killed.pid}`])
    mkdirSync(join(root, name))
  const folder = await makeTemporaryFolder('history')
  const owners = readdirSync(root).map((name) => name.replace(/~.{36}$/, ''))
  expect(owners.toSorted()).toEqual([
    `ees-history-${process.pid}`,
    `ees-scratch-${killed.pid}`,
    `ees-scratch-${living.pid}`,
    'ees-scratch-of-somebody',
    'scratch-1~1',
  ])
  await folder.remove()
})

test('so is what a process of the same number left, as after the restart of a container', async () => {
  const root = temporary()
  mkdirSync(join(root, `ees-scratch-${process.pid}~left-by-one-before`))
  const folder = await makeTemporaryFolder('scratch')
  expect(readdirSync(root).map((name) => join(root, name))).toEqual([folder.path])
  await folder.remove()
})
