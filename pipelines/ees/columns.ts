import type { Meaning, Table } from '../define.ts'
import { events } from './columns/events.ts'
import { publicApi } from './columns/public-api.ts'
import { searches } from './columns/searches.ts'
import { site } from './columns/site.ts'
import { visits } from './columns/visits.ts'

/** What each part of the glossary explains, by the name of the column. */
export const GLOSSARY = { visits, events, searches, site, publicApi } as const

const meanings: Readonly<Record<string, Meaning>> = {
  ...visits,
  ...events,
  ...searches,
  ...site,
  ...publicApi,
}

/**
 * What a column means: what its table says of it, else what its name means in every table.
 *
 * @throws Error where neither says anything.
 */
export function meaningOf(
  { name, meanings: own }: Pick<Table, 'name' | 'meanings'>,
  column: string,
): Meaning {
  const found = own?.[column] ?? meanings[column]
  if (found) return found
  throw new Error(
    `Looking up the column ${column} of ${name}: its meaning is nowhere. Add the name to pipelines/ees/columns, or, where it means this in ${name} alone, to the table's own \`meanings\`.`,
  )
}
