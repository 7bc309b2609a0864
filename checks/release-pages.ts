import type { RawTable } from '../pipelines/define.ts'
import { type Finding, stop, warn } from './finding.ts'

/** What came of reading the pages of latest releases. */
export interface ReleasePageFacts {
  /** Slugs whose pages were asked for. */
  readonly asked: readonly string[]
  /** Slugs whose pages were read in the last run. */
  readonly known: { has(slug: string): boolean }
  /** Slugs whose pages answered 404 to the last try. */
  readonly notFound: readonly string[]
  /** Slugs whose pages could not be read, and why not. */
  readonly unread: ReadonlyMap<string, string>
}

/** Of the pages that were read in the last run, so many may be lost at once, or this share if that is more. */
const FEW = 3
const SHARE = 0.05

/** Of pages that were never read, half may be missing: slugs from before a renaming often lead nowhere. */
const SHARE_AT_FIRST = 0.5

/** The pages of latest releases that were not there, or could not be read. */
export function checkReleasePages(table: RawTable, facts: ReleasePageFacts): Finding[] {
  return [...most(table, facts), ...found(table, facts), ...read(table, facts)]
}

/** The site answers 404 when what is behind it is down: many at once are no pages that are gone. */
function most(table: RawTable, { asked, known, notFound, unread }: ReleasePageFacts): Finding[] {
  const before = asked.filter((slug) => known.has(slug))
  const [expected, few] =
    before.length > 0
      ? [before, Math.max(FEW, SHARE * before.length)]
      : [asked, SHARE_AT_FIRST * asked.length]
  const without = new Set([...notFound, ...unread.keys()])
  const lost = expected.filter((slug) => without.has(slug))
  if (lost.length <= few) return []
  return [
    stop('most-pages-answer', {
      table: table.name,
      count: lost.length,
      examples: lost,
      message: `Of the ${expected.length} release pages that ${table.name} ${before.length > 0 ? 'was read from before' : 'is read from'}, ${lost.length} answer 404 or cannot be read; wanted are ${Math.floor(few)} at most. What is behind the site is down, or its pages changed: they are all read again; if this goes on, look at them in a browser.`,
    }),
  ]
}

function found(table: RawTable, { notFound }: ReleasePageFacts): Finding[] {
  if (notFound.length === 0) return []
  return [
    warn('pages-found', {
      table: table.name,
      count: notFound.length,
      examples: notFound,
      message: `${notFound.length} slugs of publications lead to no page, also when tried again, and are not in ${table.name}; wanted is a page for each. Most are from before a renaming; where one is of today, look at it in a browser.`,
    }),
  ]
}

function read(table: RawTable, { known, unread }: ReleasePageFacts): Finding[] {
  if (unread.size === 0) return []
  const kept = [...unread.keys()].filter((slug) => known.has(slug)).length
  return [
    warn('pages-read', {
      table: table.name,
      count: unread.size,
      examples: [...unread].map(([slug, why]) => `${slug}: ${why}`),
      message: `${unread.size} release pages could not be read for ${table.name}; wanted is each. ${kept} keep what was counted in the last run, the others are left out until the next.`,
    }),
  ]
}
