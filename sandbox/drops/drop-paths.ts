import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { ParquetDropsSource, RawTable } from '../../pipelines/define.ts'
import { dayNumber } from '../calendar.ts'
import { random } from '../random.ts'
import type { Made } from './processor.ts'

/** Where a file is written, and how. */
export interface DropTarget {
  /** One or two; they become the same file. */
  readonly paths: readonly string[]
  /** When it was written, as seconds since 1970. */
  readonly at: number
  /** Columns that the build of the service which writes it does not have yet. */
  readonly lacking: readonly string[]
}

/** Most files of a table that has a folder are there alone; the others are at the root, some of them too. */
const AT_ROOT = 0.2
const IN_BOTH = 0.1

/** The service goes back to an older build for a week. */
const WEEKS = 6

/** Where drops lie under a root, and which are there. */
export class DropPaths {
  readonly #root: string
  readonly #there: ReadonlySet<string>

  private constructor(root: string, there: ReadonlySet<string>) {
    this.#root = root
    this.#there = there
  }

  static async read(root: string): Promise<DropPaths> {
    const entries = await readdir(root, { recursive: true })
    return new DropPaths(root, new Set(entries.map((entry) => join(root, entry))))
  }

  areThere(table: RawTable, made: Made): boolean {
    return this.#paths(table, made).every((path) => this.#there.has(path))
  }

  /** Makes the folders that it needs. */
  async target(table: RawTable, made: Made): Promise<DropTarget> {
    const { folder, optional = [] } = dropsOf(table)
    if (folder !== undefined) await mkdir(join(this.#root, folder), { recursive: true })
    const old = Math.floor(dayNumber(made.day) / 7) % WEEKS === 0
    return { paths: this.#paths(table, made), at: made.at, lacking: old ? optional : [] }
  }

  #paths(table: RawTable, { at }: Made): readonly string[] {
    const { folder, rootPattern } = dropsOf(table)
    const moment = new Date(at * 1000).toISOString().slice(0, 19)
    const stamp = moment.replaceAll(/[-:]/g, '').replace('T', '-')
    const name = `${stamp}_${rootPattern.replace(/\.parquet$/, '')}.parquet`
    const root = join(this.#root, name)
    if (folder === undefined) return [root]
    const place = random('place', table.name, at).next()
    const inside = join(this.#root, folder, name)
    if (place < AT_ROOT - IN_BOTH) return [root]
    return place < AT_ROOT ? [inside, root] : [inside]
  }
}

function dropsOf({ name, source }: RawTable): ParquetDropsSource {
  if (source.kind === 'parquet-drops') return source
  throw new TypeError(`${name} is not filled from parquet files`)
}
