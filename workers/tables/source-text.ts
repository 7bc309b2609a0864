import type { RawTable, Source } from '../../pipelines/define.ts'

/** How a raw table of each kind of source gets its rows, as a clause. */
export const FILLED: Readonly<Record<Source['kind'], string>> = {
  ga4: 'by the day, from the GA4 Data API (`runReport`)',
  'search-console': 'by the day, from the Search Console API (`searchanalytics.query`)',
  'ees-site': "whole, from the site's own pages",
  'parquet-drops': 'by the file, from the parquet files under `EES_PARQUET_ROOT` that it lacks',
  frozen: 'once, by `ees import-history`; never written again',
}

/** What the source calls each column, by the column's name; columns that it has no name for are left out. */
export function originOf({ source }: RawTable): ReadonlyMap<string, string> {
  if (!('dimensions' in source)) return new Map()
  const ratios = 'ratios' in source ? Object.entries(source.ratios ?? {}) : []
  const named = { ...source.dimensions, ...source.metrics }
  return new Map([
    ...Object.entries(named).flatMap(([column, field]) =>
      field ? [[column, `\`${field}\``] as const] : [],
    ),
    ...ratios.flatMap(([column, ratio]) =>
      ratio ? [[column, `\`${ratio[0]}\` / \`${ratio[1]}\``] as const] : [],
    ),
  ])
}
