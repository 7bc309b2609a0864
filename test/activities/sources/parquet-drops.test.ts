import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { createParquetDrops } from '../../../activities/sources/parquet-drops.ts'
import { raw_ees_data_set_versions } from '../../../pipelines/ees/raw/raw_ees_data_set_versions.ts'
import { raw_ees_data_sets } from '../../../pipelines/ees/raw/raw_ees_data_sets.ts'
import { raw_ees_queries } from '../../../pipelines/ees/raw/raw_ees_queries.ts'
import { raw_ees_query_access } from '../../../pipelines/ees/raw/raw_ees_query_access.ts'
import { raw_ees_zip_downloads } from '../../../pipelines/ees/raw/raw_ees_zip_downloads.ts'
import type { RawTable } from '../../../pipelines/define.ts'
import { DropFolderOf } from '../../support/drop-folder.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const { signal } = new AbortController()

/** A folder with empty files at these paths. */
function folderWith(...paths: readonly string[]): string {
  const root = temporaryFolder()
  for (const path of paths) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), '')
  }
  return root
}

async function listed(root: string, table: RawTable): Promise<string[]> {
  const files = await createParquetDrops(root).list(table, signal)
  return [...files].map(([name, path]) => {
    expect(path.endsWith(`/${name}`)).toBe(true)
    return path.slice(root.length + 1)
  })
}

describe('list()', () => {
  test('finds the files of a table at the root, by what their names contain', async () => {
    const root = folderWith(
      '20260216-170202_public-zip-downloads.parquet',
      '20260216-170202_public-csv-downloads.parquet',
      'public-zip-downloads/20260217-170202_public-zip-downloads.parquet',
      'misnamed_public-zip-downloads.parquet',
      '20260218-170202_public-zip-downloads.parquet.part',
      '.20260218-170202_public-zip-downloads.parquet',
      '_20260218-170202_public-zip-downloads.parquet',
    )
    mkdirSync(join(root, '20260219-170202_public-zip-downloads.parquet'))
    expect((await listed(root, raw_ees_zip_downloads)).sort()).toEqual([
      '20260216-170202_public-zip-downloads.parquet',
      'misnamed_public-zip-downloads.parquet',
    ])
  })

  test('takes every file of a folder, unless it has a pattern', async () => {
    const root = folderWith(
      'data-sets/20260216-170202_calls.parquet',
      'queries/20260216-170202_public-api-queries.parquet',
      'queries/20260216-170202_public-api-query-access.parquet',
    )
    expect(await listed(root, raw_ees_data_sets)).toEqual([
      'data-sets/20260216-170202_calls.parquet',
    ])
    expect(await listed(root, raw_ees_queries)).toEqual([
      'queries/20260216-170202_public-api-queries.parquet',
    ])
    expect(await listed(root, raw_ees_query_access)).toEqual([
      'queries/20260216-170202_public-api-query-access.parquet',
    ])
  })

  test('of two files with one name, the one in the folder is it', async () => {
    const name = (day: string) => `202602${day}-170202_public-api-data-set-calls.parquet`
    const root = folderWith(name('16'), name('17'), `data-sets/${name('17')}`)
    const found = await listed(root, raw_ees_data_sets)
    expect(found.sort()).toEqual([name('16'), `data-sets/${name('17')}`])
  })

  test('tells tables apart whose names are alike', async () => {
    const root = folderWith(
      '20260216-170202_public-api-data-set-calls.parquet',
      '20260216-170202_public-api-data-set-version-calls.parquet',
    )
    expect(await listed(root, raw_ees_data_sets)).toHaveLength(1)
    expect(await listed(root, raw_ees_data_set_versions)).toHaveLength(1)
  })

  test('follows links', async () => {
    const root = folderWith('elsewhere/file')
    symlinkSync(
      join(root, 'elsewhere/file'),
      join(root, '20260216-170202_public-zip-downloads.parquet'),
    )
    expect(await listed(root, raw_ees_zip_downloads)).toHaveLength(1)
  })

  test('an empty root has no files', async () => {
    expect(await listed(temporaryFolder(), raw_ees_data_sets)).toEqual([])
  })

  test('a root that is not there is a setting to be mended', async () => {
    const root = join(temporaryFolder(), 'none')
    await expect(listed(root, raw_ees_data_sets)).rejects.toMatchObject({
      type: 'BadInput',
      nonRetryable: true,
      message: expect.stringMatching(
        /raw_ees_data_sets in .*none: it is not there. Set EES_PARQUET_ROOT/,
      ),
    })
    await expect(listed(folderWith('file'), raw_ees_data_sets)).resolves.toEqual([])
    await expect(listed(join(folderWith('file'), 'file'), raw_ees_data_sets)).rejects.toThrow(
      /it is no folder/,
    )
  })

  test.skipIf(process.getuid?.() === 0)('says whose right is missing (not as root)', async () => {
    const root = folderWith('data-sets/file')
    chmodSync(join(root, 'data-sets'), 0o000)
    await expect(listed(root, raw_ees_data_sets)).rejects.toThrow(/this user may not read it/)
    chmodSync(join(root, 'data-sets'), 0o700)
  })

  test('ends with the signal', async () => {
    const root = folderWith('20260216-170202_public-api-data-set-calls.parquet')
    const reason = new Error('stopped')
    const listing = createParquetDrops(root).list(raw_ees_data_sets, AbortSignal.abort(reason))
    await expect(listing).rejects.toBe(reason)
  })
})

describe('look()', () => {
  const { look } = createParquetDrops('')

  test('tells the size, the time, and that a file is whole', async () => {
    const { path } = await new DropFolderOf().put('a.parquet')
    const state = await look(path)
    expect(state).toMatchObject({ ended: true, bytes: expect.any(Number) })
    expect(Date.now() - Number(state?.modifiedAt)).toBeGreaterThan(3_500_000)
  })

  test.each([
    ['nothing', ''],
    ['a beginning', 'PAR1abcdefgh'],
    ['an end', 'abcdefghPAR1'],
    ['both in one', 'PAR1PAR1'],
    ['other bytes', 'abcdefghijklmnop'],
  ])('a file of %s is not whole', async (_, bytes) => {
    const { path } = await new DropFolderOf().putBytes('a.parquet', Buffer.from(bytes))
    expect(await look(path)).toMatchObject({ ended: false, bytes: bytes.length })
  })

  test('a file that is gone has no state', async () => {
    expect(await look(join(temporaryFolder(), 'none'))).toBeUndefined()
  })
})
