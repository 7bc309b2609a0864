import { checkReplace } from '../checks/replace.ts'
import type { Finding } from '../checks/finding.ts'
import { type RawTable, sql } from '../pipelines/define.ts'
import { ees_legacy_scrape } from '../pipelines/ees/raw/ees_legacy_scrape.ts'
import type { Deps } from './deps.ts'
import { columnsOf } from './frame.ts'
import { requireNoStop } from './findings.ts'
import { publicationList } from './publication-list.ts'
import type { Scope } from './warehouse/warehouse.ts'

interface Outcome {
  readonly state: 'replaced' | 'current'
  readonly rows: number
  readonly findings: readonly Finding[]
}

/** Reads the site's list of publications, joins what is known of older ones, and replaces the table where it differs. */
export async function replaceList(
  deps: Deps,
  table: RawTable,
  scope: Scope & { readonly signal: AbortSignal },
): Promise<Outcome> {
  const { sources, warehouse, scratch } = deps
  if (table.name !== 'ees_pub_scrape') return { state: 'current', rows: 0, findings: [] }
  const scraped = await sources['ees-site'](table, scope.signal)
  const legacy = await warehouse.query(sql`select url, heading from ${ees_legacy_scrape}`, scope)
  const list = await publicationList(scraped, legacy)
  return scratch.batch(table, async (batch) => {
    await batch.add(columnsOf(list))
    const file = await batch.save()
    const judge = (facts: Parameters<typeof checkReplace>[1]) => checkReplace(table, facts)
    const { rows, changed, findings } = await warehouse.replace({ table, file }, judge, scope)
    requireNoStop(`Replacing ${table.name}`, findings)
    return { state: changed ? 'replaced' : 'current', rows, findings }
  })
}
