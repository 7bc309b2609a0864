import { access } from 'node:fs/promises'
import { join } from 'node:path'

import { DuckDBInstance } from '@duckdb/node-api'

import { listedPublications } from './listed-publications.ts'
import type { Publication } from './publication.ts'

/**
 * What the site must list for a scrape to end in `ees_pub_scrape.parquet` of a folder, given the folder's
 * `ees_legacy_scrape.parquet`; undefined where it has no such file. Rejects where a file cannot be read.
 */
export async function scrapedPublications(
  folder: string,
): Promise<readonly Publication[] | undefined> {
  const scraped = await read(join(folder, 'ees_pub_scrape.parquet'), 'slug, title')
  const legacy = await read(join(folder, 'ees_legacy_scrape.parquet'), 'url, heading')
  return (
    scraped &&
    listedPublications(
      scraped.map(([slug, title]) => ({ slug, title })),
      (legacy ?? []).map(([url, heading]) => ({ url, heading })),
    )
  )
}

/** Two columns of a file; undefined where there is none. */
async function read(
  file: string,
  columns: string,
): Promise<readonly (readonly [string, string])[] | undefined> {
  const there = await access(file).then(
    () => true,
    () => false,
  )
  if (!there) return undefined
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const reader = await connection.runAndReadAll(
      `select ${columns} from read_parquet('${file.replaceAll("'", "''")}') order by all`,
    )
    return reader.getRowsJson().map(([one, other]) => [textOf(one), textOf(other)])
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

const textOf = (cell: unknown): string => (typeof cell === 'string' ? cell : '')
