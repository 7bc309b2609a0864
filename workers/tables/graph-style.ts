import type { Source, Table } from '../../pipelines/define.ts'

export const BOX_WIDTH = 236

/** From one line of a channel to the next. */
export const TRACK = 7

/** Where a shape stands: the left edge of its column or channel, and the colour of each table's lines. */
export interface Frame {
  readonly left: number
  readonly colours: ReadonlyMap<string, string>
}

type Kind = Source['kind'] | 'app' | 'key'

/** What kinds of boxes there are: what the legend calls them, and their fill. */
export const KINDS: Readonly<Record<Kind, readonly [label: string, fill: string]>> = {
  ga4: ['Google Analytics 4', '#fdeedd'],
  'search-console': ['Search Console', '#dcebf9'],
  'ees-site': ["the site's pages", '#dff0e3'],
  'parquet-drops': ['logs, as parquet files', '#efe3f5'],
  frozen: ['history, loaded once', '#e8e9ea'],
  app: ['app table', '#ffffff'],
  key: ['cache key', '#fff3c4'],
}

export function kindOf(table: Table | null): Kind {
  if (!table) return 'key'
  return table.layer === 'app' ? 'app' : table.source.kind
}
