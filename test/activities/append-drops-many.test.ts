import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, onTestFinished, test } from 'vitest'

import { openDuckDb } from '../../activities/warehouse/duckdb.ts'
import type { Warehouse } from '../../activities/warehouse/warehouse.ts'
import { sql } from '../../pipelines/define.ts'
import { startChild } from '../support/child.ts'
import { callRows, type DropFolderOf, dropName } from '../support/drop-folder.ts'
import { dropScene, scope } from '../support/drop-scene.ts'
import { SCHEMAS } from '../support/duckdb-site.ts'
import { calls } from '../support/tables.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe('many files', () => {
  const timeOf = (second: number) =>
    new Date(second * 1000).toISOString().slice(11, 19).replaceAll(':', '')

  /** Puts so many files of three rows, one a second. */
  const many = async (drops: DropFolderOf, count: number) => {
    const { path } = await drops.put(dropName('2026-01-06', timeOf(0)))
    for (let second = 1; second < count; second++)
      await drops.copy(path, dropName('2026-01-06', timeOf(second)))
  }

  test('are appended in their order, a hundred at a time', async () => {
    const { drops, warehouse, append, files } = await dropScene()
    await many(drops, 3000)
    const batches: string[][] = []
    const by: Warehouse = {
      ...warehouse,
      appendFiles: (batch, ...rest) => {
        batches.push(batch.files.map(({ name }) => name))
        return warehouse.appendFiles(batch, ...rest)
      },
    }
    const seen: number[] = []
    expect(await append({ by, progress: (rows) => seen.push(rows) })).toMatchObject({ rows: 9000 })
    expect(batches.map(({ length }) => length)).toEqual(Array.from({ length: 30 }, () => 100))
    expect(batches.flat()).toEqual(batches.flat().toSorted())
    expect(seen).toEqual(Array.from({ length: 30 }, (_, at) => (at + 1) * 300))
    expect(await files()).toHaveLength(3000)
    expect(await append()).toMatchObject({ rows: 0 })
  })

  test('are gone on with where a step was stopped', async () => {
    const { drops, append, files } = await dropScene()
    await many(drops, 250)
    const stopping = new AbortController()
    const reason = new Error('stopped')
    const stopped = append({ signal: stopping.signal, progress: () => stopping.abort(reason) })
    await expect(stopped).rejects.toBe(reason)
    expect(await files()).toHaveLength(100)
    expect(await append()).toMatchObject({ rows: 450 })
    expect((await files()).every((file) => file.endsWith(': 3'))).toBe(true)
  })

  test('are gone on with where a process was killed', async () => {
    const { drops, warehouse, append, files } = await dropScene()
    await many(drops, 1000)
    const path = join(temporaryFolder(), 'killed.duckdb')
    const program = join(import.meta.dirname, '../support/append-drops-child.ts')
    const child = startChild([process.execPath, program, path, drops.root])
    await child.said('300 rows')
    await child.kill()
    const by = await openDuckDb({ path, schemas: SCHEMAS })
    onTestFinished(() => by.close())
    const names = await by.query(sql`select distinct _source_file from ${calls}`, scope)
    expect(names.length % 100).toBe(0)
    expect(names.length).toBeGreaterThan(0)
    expect(await append({ by })).toMatchObject({ rows: (1000 - names.length) * 3 })
    const [counts] = await by.query(
      sql`select count(*) as n, count(distinct _source_file) as files from ${calls}`,
      scope,
    )
    expect(counts).toEqual({ n: 3000, files: 1000 })
    expect([warehouse.kind, await files()]).toEqual(['duckdb', []])
  })

  test('stay where a later one turns out to be damaged', async () => {
    const { drops, append, files } = await dropScene()
    await many(drops, 130)
    const { path } = await drops.put(dropName('2026-01-07'), { select: callRows(5000) })
    const bytes = await readFile(path)
    await drops.putBytes(dropName('2026-01-07'), bytes.fill(255, 4, bytes.length / 2))
    await expect(append()).rejects.toThrow(dropName('2026-01-07'))
    expect(await files()).toHaveLength(100)
    await rm(path)
    expect(await append()).toMatchObject({ rows: 90 })
  })

  test('are appended once by two steps side by side', async () => {
    const { drops, append, files } = await dropScene()
    await many(drops, 150)
    const steps = await Promise.allSettled([append(), append()])
    for (const step of steps)
      if (step.status === 'rejected')
        expect(step.reason).toMatchObject({ type: 'Warehouse', nonRetryable: false })
    await append()
    expect(await files()).toHaveLength(150)
    expect((await files()).every((file) => file.endsWith(': 3'))).toBe(true)
  })
})
