import { ApplicationFailure } from '@temporalio/common'

import { checkReleasePages, type ReleasePageFacts } from '../checks/release-pages.ts'
import { type RawTable, sql } from '../pipelines/define.ts'
import { ees_pub_scrape } from '../pipelines/ees/raw/ees_pub_scrape.ts'
import { createFrame } from './frame.ts'
import { requireNoStopYet } from './findings.ts'
import type { FoundList, ListDeps } from './lists.ts'
import { createLimiter } from './sources/limiter.ts'
import type { ReleasePage } from './sources/release-page.ts'
import type { Scope } from './warehouse/warehouse.ts'

/** Pages under way, most of them waiting for another try: so many are asked for before an outage shows. */
const UNDER_WAY = 16

/**
 * What there is to read on the latest release's page of each slug of `ees_pub_scrape`. A page that is not found is
 * left out; one that cannot be read keeps the row of the last run.
 *
 * @throws {ApplicationFailure} `CheckFailed`, to be tried again, once too many are lost.
 */
export async function releasePageList(
  { sources, warehouse }: ListDeps,
  table: RawTable,
  scope: Scope & { readonly signal: AbortSignal },
): Promise<FoundList> {
  const slugs = await warehouse.query(sql`select distinct slug from ${ees_pub_scrape}`, scope)
  const before = await warehouse.query(sql`select slug, page, words, images from ${table}`, scope)
  const asked = slugs.map(({ slug }) => String(slug)).sort()
  const known = new Map(
    before.map(({ slug, page, words, images }) => [
      String(slug),
      { page: String(page), words: Number(words), images: Number(images) },
    ]),
  )
  const reading: Reading = {
    table,
    asked,
    known,
    pages: new Map(),
    notFound: [],
    unread: new Map(),
  }
  await readAll(
    reading,
    (slug, signal) => sources['ees-site'].releasePage(slug, signal),
    scope.signal,
  )
  const rows = asked.flatMap((slug) => {
    const kept = reading.unread.has(slug) ? known.get(slug) : undefined
    const { page, words, images } = reading.pages.get(slug) ?? kept ?? {}
    return page === undefined ? [] : [[slug, page, words ?? null, images ?? null]]
  })
  return {
    frame: await createFrame(table.columns, rows),
    findings: checkReleasePages(table, reading),
  }
}

interface Reading extends ReleasePageFacts {
  readonly table: RawTable
  readonly known: ReadonlyMap<string, ReleasePage>
  readonly pages: Map<string, ReleasePage>
  readonly notFound: string[]
  readonly unread: Map<string, string>
}

type Read = (slug: string, signal: AbortSignal) => Promise<ReleasePage>

/** Reads page after page; the client sees to the pauses. Ends as soon as too many are lost. */
async function readAll(reading: Reading, read: Read, signal: AbortSignal): Promise<void> {
  const limiter = createLimiter(UNDER_WAY)
  const over = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  const one = async (slug: string) => {
    try {
      reading.pages.set(slug, await read(slug, either))
    } catch (error) {
      either.throwIfAborted()
      note(reading, slug, error)
      requireNoStopYet(`Reading ${reading.table.name}`, checkReleasePages(reading.table, reading))
    }
  }
  try {
    await Promise.all(reading.asked.map((slug) => limiter(either, () => one(slug))))
  } finally {
    over.abort()
  }
}

/** A site that asks to be read more slowly means all of its pages. */
function note({ notFound, unread }: Reading, slug: string, error: unknown): void {
  if (!(error instanceof ApplicationFailure) || error.type === 'Quota') throw error
  if (error.type === 'NotFound') notFound.push(slug)
  else unread.set(slug, error.message)
}
