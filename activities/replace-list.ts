import { checkReplace } from '../checks/replace.ts'
import type { Finding } from '../checks/finding.ts'
import type { RawTable } from '../pipelines/define.ts'
import type { Deps } from './deps.ts'
import { columnsOf } from './frame.ts'
import { requireNoStop } from './findings.ts'
import { type ListChanges, listChanges } from './list-changes.ts'
import { type ListDeps, LISTS } from './lists.ts'
import type { Scope } from './warehouse/warehouse.ts'

interface Outcome {
  readonly state: 'replaced' | 'current'
  readonly rows: number
  readonly findings: readonly Finding[]
  readonly changes?: ListChanges | undefined
}

/** Reads a list of the site, and makes the table that list where it differs. */
export async function replaceList(
  deps: ListDeps & Pick<Deps, 'scratch'>,
  table: RawTable,
  scope: Scope & { readonly signal: AbortSignal },
): Promise<Outcome> {
  const { warehouse, scratch } = deps
  if (table.source.kind !== 'ees-site') throw new TypeError(`${table.name} is no list of the site`)
  const list = await LISTS[table.source.list](deps, table, scope)
  return scratch.batch(table, async (batch) => {
    await batch.add(columnsOf(list.frame))
    const file = await batch.save()
    const judge = (facts: Parameters<typeof checkReplace>[1]) => checkReplace(table, facts)
    const replaced = await warehouse.replace({ table, file }, judge, scope)
    const findings = [...list.findings, ...replaced.findings]
    requireNoStop(`Replacing ${table.name}`, findings)
    return {
      state: replaced.changed ? 'replaced' : 'current',
      rows: replaced.rows,
      findings,
      changes: listChanges(replaced.changes, table.key),
    }
  })
}
