import { appendFile, readFile, utimes } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { createParquetDrops } from '../../activities/sources/parquet-drops.ts'
import type { DropFolder } from '../../activities/sources/source.ts'
import { callRows, dropName } from '../support/drop-folder.ts'
import { dropScene } from '../support/drop-scene.ts'

const [MONDAY, TUESDAY, WEDNESDAY] = ['2026-01-05', '2026-01-06', '2026-01-07'].map((day) =>
  dropName(day),
) as [string, string, string]

describe('a file that is still being written', () => {
  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['has no end', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['has no byte', (bytes) => bytes.subarray(0, 0)],
    ['has its end before its middle', (bytes) => bytes.fill(0, 4, bytes.length / 2)],
    ['has an end that says nothing', (bytes) => bytes.fill(0, 4, bytes.length - 4)],
  ])('and %s is left for the next run, the others are not', async (_, half) => {
    const { drops, append, files } = await dropScene()
    await drops.put(MONDAY)
    const { path } = await drops.put(WEDNESDAY, { select: callRows(5000) })
    const whole = await readFile(path)
    await drops.putBytes(WEDNESDAY, half(Buffer.from(whole)), { recent: true })
    await drops.put(TUESDAY, { recent: true })
    expect(await append()).toMatchObject({
      rows: 6,
      findings: [{ check: 'files-settled', severity: 'warn', examples: [WEDNESDAY] }],
    })
    expect(await files()).toEqual([`${MONDAY}: 3`, `${TUESDAY}: 3`])
    await drops.putBytes(WEDNESDAY, whole, { recent: true })
    expect(await append()).toEqual({ rows: 5000, findings: [] })
  })

  test('stops the table when nobody has written to it for a while', async () => {
    const { drops, append } = await dropScene()
    const { path } = await drops.putBytes(MONDAY, Buffer.from('PAR1'), { recent: true })
    expect(await append()).toMatchObject({ findings: [{ check: 'files-settled' }] })
    const before = Date.now() / 1000 - 11 * 60
    await utimes(path, before, before)
    await expect(append()).rejects.toThrow(/\[files-whole\]/)
  })

  /** A folder in which somebody writes to a file once it has been looked at. */
  const writing = (root: string, name: string, write: (path: string) => Promise<unknown>) => {
    const folder = createParquetDrops(root)
    let looked = false
    const look: DropFolder['look'] = async (path) => {
      const state = await folder.look(path)
      if (path.endsWith(name) && !looked) {
        looked = true
        await write(path)
      }
      return state
    }
    return { ...folder, look }
  }

  test('is not taken where it is readable before it is whole', async () => {
    const { drops, append, files } = await dropScene()
    await drops.put(MONDAY)
    await drops.put(TUESDAY, { recent: true })
    const whole = await readFile(join(drops.root, TUESDAY))
    const folder = writing(drops.root, TUESDAY, (path) => appendFile(path, 'more'))
    expect(await append({ folder })).toMatchObject({
      rows: 3,
      findings: [{ check: 'files-settled', examples: [TUESDAY] }],
    })
    expect(await files()).toEqual([`${MONDAY}: 3`])
    await drops.putBytes(TUESDAY, whole, { recent: true })
    expect(await append({ folder })).toMatchObject({ rows: 3 })
  })

  test('and was thought to be whole for long lets the step look again', async () => {
    const { drops, append, files } = await dropScene()
    await drops.put(MONDAY)
    const { path } = await drops.put(TUESDAY)
    const whole = await readFile(path)
    const folder = writing(drops.root, TUESDAY, () =>
      drops.putBytes(TUESDAY, whole, { recent: true }),
    )
    await expect(append({ folder })).rejects.toMatchObject({
      type: 'Unavailable',
      nonRetryable: false,
    })
    expect(await files()).toEqual([])
    expect(await append()).toMatchObject({ rows: 6 })
  })
})
