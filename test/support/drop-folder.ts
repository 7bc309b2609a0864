import { copyFile, mkdir, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import type { DropFile } from '../../activities/warehouse/warehouse.ts'
import { parquetFrom } from './parquet.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A UUID as some write it. */
export const ID = 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'

interface Written {
  /** The rows, as DuckDB selects them. @default three of the table `calls` */
  readonly select?: string
  /** In which folder under the root. @default at the root */
  readonly folder?: string
  /** Whether it was written just now, not an hour ago. */
  readonly recent?: boolean
}

/** The rows of a file of the table `calls`, numbered from 0. */
export const callRows = (rows = 3, note = 'a note'): string =>
  `SELECT '${ID}'::UUID AS id, TIMESTAMP '2026-01-05 10:00:00.123456' AS called, n::INT AS times, '${note}' AS note FROM range(${rows}) AS r(n)`

/** The name of the file of a day, or of a moment of it. */
export const dropName = (day: string, time = '170202'): string =>
  `${day.replaceAll('-', '')}-${time}_api-calls.parquet`

/** A folder that drops are put into; gone when the test ends. */
export class DropFolderOf {
  readonly root = temporaryFolder()

  /** Writes a parquet file. */
  async put(name: string, { select = callRows(), ...place }: Written = {}): Promise<DropFile> {
    return this.copy(await parquetFrom(select), name, place)
  }

  /** Writes these bytes as a file. */
  async putBytes(name: string, bytes: Uint8Array, place: Written = {}): Promise<DropFile> {
    const file = await this.#place(name, place)
    await writeFile(file.path, bytes)
    return this.#aged(file, place)
  }

  /** Copies a file. */
  async copy(from: string, name: string, place: Written = {}): Promise<DropFile> {
    const file = await this.#place(name, place)
    await copyFile(from, file.path)
    return this.#aged(file, place)
  }

  async #place(name: string, { folder = '' }: Written): Promise<DropFile> {
    const path = join(this.root, folder, name)
    await mkdir(dirname(path), { recursive: true })
    return { name, path }
  }

  async #aged(file: DropFile, { recent = false }: Written): Promise<DropFile> {
    const hourAgo = Date.now() / 1000 - 3600
    if (!recent) await utimes(file.path, hourAgo, hourAgo)
    return file
  }
}
