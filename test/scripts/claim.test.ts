import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import { expect, onTestFinished, test, vi } from 'vitest'

import { tryClaim, withClaim } from '../../scripts/claim.mjs'
import { temporaryFolder } from '../support/temporary-folder.ts'

const module = new URL('../../scripts/claim.mjs', import.meta.url).href

/** Another process that claims the place and keeps it. */
async function claimElsewhere(place: string) {
  const script = `import { tryClaim } from ${JSON.stringify(module)}
    const claim = tryClaim(${JSON.stringify(place)})
    claim.held && claim.write('theirs')
    console.log(claim.held)
    setInterval(() => {}, 1000)`
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script])
  onTestFinished(() => void owner.kill('SIGKILL'))
  const [printed] = await once(owner.stdout, 'data')
  expect(String(printed)).toBe('true\n')
  return owner
}

test('a claim is held by one, who leaves a note for the others', () => {
  const place = join(temporaryFolder(), 'claim')
  const first = tryClaim(place)
  if (!first.held) throw new Error('the claim is taken')
  expect(tryClaim(place)).toEqual({ held: false, pid: process.pid, note: '' })
  first.write('mine')
  expect(tryClaim(place)).toMatchObject({ held: false, note: 'mine' })
})

test('a claim that was given up leaves nothing behind', () => {
  const folder = temporaryFolder()
  const first = tryClaim(join(folder, 'claim'))
  if (first.held) first.release()
  expect(readdirSync(folder)).toEqual([])
  expect(tryClaim(join(folder, 'claim')).held).toBe(true)
})

test("a dead process's claim is free again, a living one's is not", async () => {
  const place = join(temporaryFolder(), 'claim')
  const owner = await claimElsewhere(place)
  expect(tryClaim(place)).toEqual({ held: false, pid: owner.pid, note: 'theirs' })
  owner.kill('SIGKILL')
  await once(owner, 'exit')
  expect(tryClaim(place).held).toBe(true)
})

test('of many that find a dead claim, one gets it', async () => {
  const place = join(temporaryFolder(), 'claim')
  const owner = await claimElsewhere(place)
  owner.kill('SIGKILL')
  await once(owner, 'exit')
  const held = Array.from({ length: 20 }, () => tryClaim(place)).filter((claim) => claim.held)
  expect(held).toHaveLength(1)
})

test('work under a claim is done one after the other, also after one that fails', async () => {
  const place = join(temporaryFolder(), 'claim')
  const waits = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  onTestFinished(() => waits.mockRestore())
  const steps: string[] = []
  const work = (name: string) =>
    withClaim(place, async () => {
      steps.push(`${name} begins`)
      await setTimeout(20)
      steps.push(`${name} ends`)
      if (name === 'first') throw new Error('broken')
    })
  const outcomes = await Promise.allSettled([work('first'), work('second')])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
  expect(waits).toHaveBeenCalledExactlyOnceWith(
    expect.stringContaining(`Waiting for process ${process.pid}`),
  )
  expect(steps).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
})
