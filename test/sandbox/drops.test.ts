import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { DuckDBInstance } from '@duckdb/node-api'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'

import { createParquetDrops } from '../../activities/sources/parquet-drops.ts'
import { droppedAt } from '../../pipelines/drops.ts'
import type { RawTable } from '../../pipelines/define.ts'
import { dataSets } from '../../sandbox/data-sets.ts'
import { writeDrops } from '../../sandbox/drops.ts'
import { publications } from '../../sandbox/publications.ts'
import { readGraph } from '../../workers/station.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const OPTIONS = { seed: 1, scale: 0.01, from: '2025-06-02', to: '2025-07-13' } as const
const { raw } = await readGraph()
const tables = raw.filter(({ source }) => source.kind === 'parquet-drops')
const { signal } = new AbortController()

let root: string
let written: number
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ees-drops-'))
  written = await writeDrops(root, OPTIONS)
  return () => rm(root, { recursive: true })
})

const listed = (table: RawTable, folder = root) => createParquetDrops(folder).list(table, signal)

/** Every file under a folder, with its bytes. */
async function contents(folder: string): Promise<Map<string, string>> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const read = files
    .filter((file) => file.isFile())
    .map(async ({ parentPath, name }) => {
      const path = join(parentPath, name)
      return [path.slice(folder.length), (await readFile(path)).toString('base64')] as const
    })
  return new Map((await Promise.all(read)).sort(([one], [other]) => (one < other ? -1 : 1)))
}

async function query(statement: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:')
  onTestFinished(() => instance.closeSync())
  const connection = await instance.connect()
  onTestFinished(() => connection.closeSync())
  return (await connection.runAndReadAll(statement)).getRowsJson()
}

const read = async (table: string) => {
  const found = tables.find(({ name }) => name === table)
  const paths = found ? [...(await listed(found)).values()] : []
  return `read_parquet(['${paths.join("', '")}'], union_by_name = true, filename = true)`
}

describe('writeDrops()', () => {
  test.each(tables)(
    'has files of $name, of whole days, and only on weekdays of most',
    async (table) => {
      const days = [...(await listed(table)).keys()].map(
        (name) => droppedAt(name)?.slice(0, 10) ?? '',
      )
      expect(days.length).toBeGreaterThanOrEqual(30)
      expect(days.every((day) => day >= OPTIONS.from && day <= OPTIONS.to)).toBe(true)
      const weekends = days.filter((day) => [0, 6].includes(new Date(day).getUTCDay()))
      const always = ['raw_ees_queries', 'raw_ees_query_access', 'raw_ees_csv_downloads']
      expect(weekends.length > 0).toBe(always.includes(table.name))
    },
  )

  test('puts some files at the root, some into a folder, some into both, whole and of their time', async () => {
    const files = await contents(root)
    expect(written).toBeGreaterThan(300)
    const names = Map.groupBy(files.keys(), (path) => path.split('/').at(-1))
    const twice = [...names.values()].filter(({ length }) => length === 2)
    expect(twice.length).toBeGreaterThan(0)
    for (const [one = '', other = ''] of twice) expect(files.get(one)).toBe(files.get(other))
    const inFolders = [...files.keys()].filter((path) => path.split('/').length === 3)
    const atRoot = [...files.keys()].filter(
      (path) => path.includes('public-api') && path.split('/').length === 2,
    )
    expect(inFolders.length).toBeGreaterThan(atRoot.length)
    expect(atRoot.length).toBeGreaterThan(twice.length)
    const [path = ''] = files.keys()
    const { mtime } = await stat(join(root, path))
    expect(mtime.toISOString()).toBe(`${droppedAt(path.split('/').at(-1) ?? '')}.000Z`)
  })

  test('writes the same again, and only what is missing', async () => {
    const again = temporaryFolder()
    const half = await writeDrops(again, { ...OPTIONS, to: '2025-06-20' })
    expect(await writeDrops(again, { ...OPTIONS, to: '2025-06-20' })).toBe(0)
    expect(await writeDrops(again, OPTIONS)).toBe(written - half)
    expect(await contents(again)).toEqual(await contents(root))
    const other = temporaryFolder()
    await writeDrops(other, { ...OPTIONS, seed: 2 })
    expect(await contents(other)).not.toEqual(await contents(root))
  })

  test('has the types that the service writes, and in some weeks the columns of an older build', async () => {
    const types = await query(
      `SELECT DISTINCT name, duckdb_type FROM parquet_schema('${root}/data-set-versions/*.parquet') WHERE column_id > 0 ORDER BY 1`,
    )
    expect(types).toEqual([
      ['dataSetId', 'UUID'],
      ['dataSetTitle', 'VARCHAR'],
      ['dataSetVersion', 'VARCHAR'],
      ['dataSetVersionId', 'UUID'],
      ['parameters', 'JSON'],
      ['previewTokenCreated', 'TIMESTAMP'],
      ['previewTokenDataSetVersionId', 'UUID'],
      ['previewTokenExpiry', 'TIMESTAMP'],
      ['previewTokenLabel', 'VARCHAR'],
      ['requestedDataSetVersion', 'VARCHAR'],
      ['startTime', 'TIMESTAMP'],
      ['type', 'VARCHAR'],
    ])
    const counts = await query(
      `SELECT DISTINCT count(*) AS n FROM parquet_schema('${root}/data-set-versions/*.parquet') WHERE column_id > 0 GROUP BY file_name ORDER BY n`,
    )
    expect(counts).toEqual([['7'], ['12']])
  })

  test('is about the data sets that the site lists, and some that nothing tells of', async () => {
    const known = dataSets(publications()).map(({ apiId }) => apiId)
    const ids = await query(
      `SELECT DISTINCT dataSetId FROM ${await read('raw_ees_data_set_versions')}`,
    )
    expect(ids.length).toBeGreaterThan(5)
    expect(ids.filter(([id]) => !known.includes(String(id)))).toEqual([])
    const [[lost] = []] = await query(
      `SELECT count(*) FROM ${await read('raw_ees_query_access')} WHERE dataSetVersionId NOT IN
         (SELECT dataSetVersionId FROM ${await read('raw_ees_queries')})`,
    )
    expect(Number(lost)).toBeGreaterThan(0)
    const renamed = await query(
      `SELECT dataSetId FROM ${await read('raw_ees_data_set_versions')} GROUP BY 1 HAVING count(DISTINCT dataSetTitle) > 1`,
    )
    expect(renamed.length).toBeGreaterThan(0)
  })

  test('adds up: each access is of a query that is counted as often', async () => {
    const [sums] = await query(
      `SELECT (SELECT sum(queryExecutions) FROM ${await read('raw_ees_queries')}) =
         (SELECT count(*) FROM ${await read('raw_ees_query_access')} WHERE queryVersionHash IN
           (SELECT queryVersionHash FROM ${await read('raw_ees_queries')}))`,
    )
    expect(sums).toEqual([true])
  })
})
