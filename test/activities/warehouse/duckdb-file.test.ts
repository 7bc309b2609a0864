import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setImmediate, setTimeout } from 'node:timers/promises'

import { describe, expect, onTestFinished, test } from 'vitest'

import { openDuckDb } from '../../../activities/warehouse/duckdb.ts'
import { appTable, expression, sql } from '../../../pipelines/define.ts'
import { RAW, visits } from '../../contract/warehouse/tables.ts'
import { Scene, scope } from '../../contract/warehouse/scene.ts'
import { startChild } from '../../support/child.ts'
import { createSite, duckDbChild, duckDbHarness, SCHEMAS } from '../../support/duckdb-site.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const day = ['2026-01-01', '/a', 1] as const
const open = (path: string) => openDuckDb({ path, schemas: SCHEMAS })

/** A file with a row, closed. */
async function madeFile(): Promise<string> {
  const site = await createSite()
  onTestFinished(() => site.remove())
  const warehouse = await site.open()
  await warehouse.prepare(RAW, 'sandbox')
  await warehouse.close()
  return site.path
}

/** What every refusal tells: the file, what is wrong with it, and what to do. */
const refusal = (path: string, why: RegExp) => ({
  type: 'Warehouse',
  nonRetryable: true,
  message: expect.stringMatching(new RegExp(`${RegExp.escape(path)}.*${why.source}`, 's')),
})

describe('a file that cannot be opened', () => {
  test('is held by another process, whose number is told', async () => {
    const path = await madeFile()
    const holder = startChild(duckDbChild('open', path))
    await holder.said('opened')
    await expect(open(path)).rejects.toMatchObject(
      refusal(path, new RegExp(`PID ${holder.pid}\\).*DUCKDB_PATH`)),
    )
    await holder.kill()
    await (await open(path)).close()
  })

  test.each([
    ['text', 'date,path\n2026-01-01,/a\n'],
    ['longer text', 'x'.repeat(50_000)],
    ['nothing', ''],
  ])('is no database but %s, and stays as it is', async (_, content) => {
    const path = join(temporaryFolder(), 'ees.duckdb')
    writeFileSync(path, content)
    await expect(open(path)).rejects.toMatchObject(
      refusal(path, /is no DuckDB database.*DUCKDB_PATH/),
    )
    expect(readFileSync(path, 'utf8')).toBe(content)
  })

  test('is a folder', async () => {
    const path = join(temporaryFolder(), 'ees.duckdb')
    mkdirSync(path)
    await expect(open(path)).rejects.toMatchObject(refusal(path, /is no DuckDB database/))
  })

  test('lies in what is no folder', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    await expect(open(join(file, 'ees.duckdb'))).rejects.toMatchObject(refusal(file, /DUCKDB_PATH/))
  })

  test.each([
    ['newer', 9999],
    ['older', 10],
  ])('is of a %s version of DuckDB', async (_, version) => {
    const path = await madeFile()
    writeFileSync(path, withVersion(readFileSync(path), version))
    await expect(open(path)).rejects.toMatchObject(
      refusal(path, /written by another version of DuckDB/),
    )
  })

  test.each([
    ['changed', (file: Buffer) => file.fill(0xff, 5000, 5100)],
    ['cut off', (file: Buffer) => file.subarray(0, 3 * 4096)],
  ])('is damaged: %s', async (_, damage) => {
    const path = await madeFile()
    writeFileSync(path, damage(readFileSync(path)))
    await expect(open(path)).rejects.toMatchObject(refusal(path, /is damaged. Put back a copy/))
  })

  test('may not be written by this user', async () => {
    const path = await madeFile()
    chmodSync(dirname(dirname(path)), 0o755)
    chmodSync(path, 0o400)
    // The superuser may write everything, so that nobody has to try.
    const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
    const [said] = await startChild(duckDbChild('try', path), user).lines()
    expect(said).toMatch(/may not be read and written by this user/)
    expect(said).toContain(path)
  })

  test.each(['some_raw', 'Some_App'])('is named like the schema: %s.duckdb', async (name) => {
    const path = join(temporaryFolder(), `${name}.duckdb`)
    await expect(open(path)).rejects.toMatchObject({ type: 'BadInput', nonRetryable: true })
  })

  test('has schemas that are no names', async () => {
    const path = join(temporaryFolder(), 'ees.duckdb')
    const opening = openDuckDb({ path, schemas: { ...SCHEMAS, ops: 'ops; drop schema raw' } })
    await expect(opening).rejects.toMatchObject({ type: 'BadInput', nonRetryable: true })
  })

  test('has tables of another version of this program', async () => {
    const scene = await Scene.prepared(duckDbHarness)
    await scene.site.byHand(sql`update ${expression('some_ops.warehouse')} set schema_version = 2`)
    await expect(scene.warehouse.prepare(RAW, 'sandbox')).rejects.toMatchObject({
      type: 'Warehouse',
      nonRetryable: true,
      message: expect.stringMatching(/version 2.*version 1.*DUCKDB_PATH/),
    })
  })
})

describe('a file that is open', () => {
  test('can be opened again in the same process, and is held until the last one closes it', async () => {
    const path = await madeFile()
    const [one, other] = await Promise.all([open(path), open(path)])
    await one.close()
    expect(await startChild(duckDbChild('try', path)).lines()).toEqual([
      expect.stringContaining(`another process (PID ${process.pid}) holds it`),
    ])
    expect(await other.query(sql`select count(*) as n from ${visits}`, scope())).toEqual([{ n: 0 }])
    await other.close()
    expect(await startChild(duckDbChild('try', path)).lines()).toEqual(['opened'])
    await expect(other.query(sql`select 1 as one`, scope())).rejects.toThrow(/closed/)
  })

  test('is closed when the work under way is done', async () => {
    const path = await madeFile()
    const warehouse = await open(path)
    const statement = sql`select count(*) as n from range(20000) as one, range(20000) as other`
    const query = warehouse.query(statement, scope())
    await warehouse.close()
    expect(await Promise.race([query, setImmediate('under way')])).toEqual([{ n: 400_000_000 }])
  })

  test('leaves files to be read while many long statements run', async () => {
    const scene = await Scene.prepared(duckDbHarness)
    const controller = new AbortController()
    const run = { ...scope(), signal: controller.signal }
    const long = sql`select count(*) as n from range(10000000) as one, range(10000000) as other`
    const queries = Promise.allSettled(
      Array.from({ length: 6 }, () => scene.warehouse.query(long, run)),
    )
    await setTimeout(100)
    // With every thread taken this would wait for a statement to end, which none does.
    expect((await stat(process.execPath)).isFile()).toBe(true)
    controller.abort()
    expect((await queries).map(({ status }) => status)).toEqual(Array(6).fill('rejected'))
  })

  test.each([
    ['removed', (path: string) => rmSync(path)],
    ['moved', (path: string) => renameSync(path, `${path}.old`)],
    [
      'replaced',
      (path: string) => {
        copyFileSync(path, `${path}.new`)
        renameSync(`${path}.new`, path)
      },
    ],
  ])('and is %s takes no more writes: they would be lost', async (_, happen) => {
    const site = await createSite()
    const create = () => Promise.resolve(site)
    const scene = await Scene.prepared({ create, lend: create })
    happen(site.path)
    await expect(scene.append(visits, [day])).rejects.toMatchObject({
      type: 'Warehouse',
      nonRetryable: true,
      message: expect.stringMatching(/moved, removed or replaced.*Put the file back/),
    })
    expect(await scene.rows(visits)).toEqual([])
  })

  test('does not grow by tables that are built anew', async () => {
    const site = await createSite()
    onTestFinished(() => site.remove())
    const warehouse = await site.open()
    const long = (run: number) =>
      appTable('long', {
        columns: { date: 'DATE', n: 'DOUBLE' },
        key: ['n'],
        sql: sql`select DATE '2026-01-01' as date, hash(n + ${run}) / 7 as n from range(300000) as r(n)`,
      })
    const sizes: number[] = []
    for (const run of [1, 2, 3, 4, 5, 6, 7, 8]) {
      await warehouse.prepare([long(run)], 'sandbox')
      await warehouse.build(long(run), scope(`r${run}`))
      const key = { name: 'last_updated', promises: [long(run)] }
      await warehouse.publish([long(run)], key, scope(`r${run}`))
      sizes.push(statSync(site.path).size)
    }
    await warehouse.close()
    expect(Math.max(...sizes)).toBeLessThan(3 * Number(sizes[0]))
  })
})

/** The file with another version in its first header, and the checksum that goes with it. */
function withVersion(file: Buffer, version: number): Buffer {
  const [header, place] = [4096, 12]
  file.writeBigUInt64LE(BigInt(version), place)
  let sum = 5381n
  for (let at = 8; at < header; at += 8)
    sum ^= BigInt.asUintN(64, file.readBigUInt64LE(at) * 0xbf58476d1ce4e5b9n)
  file.writeBigUInt64LE(sum, 0)
  return file
}
