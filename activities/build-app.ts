import { appChecks } from '../checks/app-table.ts'
import type { Finding } from '../checks/finding.ts'
import type { AppTable } from '../pipelines/define.ts'
import type { Deps } from './deps.ts'
import { requireNoStop } from './findings.ts'
import type { Scope } from './warehouse/warehouse.ts'

interface Outcome {
  readonly state: 'built' | 'current'
  readonly rows: number
  readonly findings: readonly Finding[]
}

/** Builds a table beside the one its reader sees, and holds it against its assertions; a failed one is dropped. */
export async function buildApp(deps: Deps, table: AppTable, scope: Scope): Promise<Outcome> {
  const { warehouse } = deps
  if (await warehouse.isCurrent(table, scope)) return { state: 'current', rows: 0, findings: [] }
  const rows = await warehouse.build(table, scope)
  try {
    const findings = await assess(deps, table, scope)
    requireNoStop(`Building ${table.name}`, findings)
    return { state: 'built', rows, findings }
  } catch (error) {
    await warehouse.discard(scope.run, table)
    throw error
  }
}

/** Asks side by side what the checks want to know: each is a look of its own, and they wait for the same table. */
async function assess({ warehouse }: Deps, table: AppTable, scope: Scope): Promise<Finding[]> {
  const found = await Promise.all(
    appChecks(table).map(async ({ facts, judge }) => judge(await warehouse.query(facts, scope))),
  )
  return found.flat()
}
