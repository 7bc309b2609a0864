import type { RawTable, Source } from '../../pipelines/define.ts'

/** How a raw table of each kind of source gets its rows, as a clause. */
export const FILLED: Readonly<Record<Source['kind'], string>> = {
  ga4: 'by the day, from the GA4 Data API (`runReport`)',
  'search-console': 'by the day, from the Search Console API (`searchanalytics.query`)',
  'ees-site': "whole, from the site's own pages",
  'parquet-drops': 'by the file, from the parquet files under `EES_PARQUET_ROOT` that it lacks',
  frozen: 'once, by `ees import-history`; never written again',
}

/** Which files fill a table, and what older ones lack; nothing of a table that no files fill. */
export function filesOf({ source }: RawTable): readonly (readonly [string, string])[] {
  if (source.kind !== 'parquet-drops') return []
  const { folder, pattern = '', rootPattern, optional = [] } = source
  const named = (part: string) => (part.endsWith('.parquet') ? `*${part}` : `*${part}*.parquet`)
  const atRoot = `\`${named(rootPattern)}\` at the root`
  const inFolder = folder && `\`${folder}/${named(pattern).replace('**', '*')}\``
  const files = inFolder
    ? `${inFolder}, or ${atRoot}; where both have one of a name, the first`
    : atRoot
  return [
    ['Files', files],
    ...(optional.length > 0
      ? [['Older files lack', optional.map((name) => `\`${name}\``).join(', ')] as const]
      : []),
  ]
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
