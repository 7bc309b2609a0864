import type { Sources } from '../../activities/deps.ts'
import type { ReadWindow } from '../../activities/sources/source.ts'
import * as own from '../../workers/sources.ts'
import { announce, during } from './announce.ts'

export * from '../../workers/sources.ts'

/** Pages so short that a window has several. */
const PAGE_ROWS = 50

/** The program's own sources, which tell what they are asked for. */
export function createSources(
  ...[config, sandbox, asking]: Parameters<typeof own.createSources>
): Sources {
  const sources = own.createSources(config, sandbox, { ...asking, pageRows: PAGE_ROWS })
  const site = sources['ees-site']
  return {
    ...sources,
    ga4: paged(sources.ga4),
    'search-console': paged(sources['search-console']),
    'ees-site': {
      publications: (...asked) =>
        during('fetching', 'publications', () => site.publications(...asked)),
      dataSets: (...asked) => during('fetching', 'data sets', () => site.dataSets(...asked)),
      releasePage: (...asked) => during('fetching', 'release', () => site.releasePage(...asked)),
    },
  }
}

/** While whoever reads has a page, it is being staged. */
const paged = (read: ReadWindow): ReadWindow =>
  async function* told(table, window, signal) {
    announce({ phase: 'fetching', of: table.name, at: 'begin' })
    for await (const page of read(table, window, signal)) {
      announce({ phase: 'staging', of: table.name, at: 'begin' })
      yield page
      announce({ phase: 'fetching', of: table.name, at: 'begin' })
    }
  }
