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

async function assess({ warehouse }: Deps, table: AppTable, scope: Scope): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const check of appChecks(table)) {
    const found = check.judge(await warehouse.query(check.facts, scope))
    findings.push(...found)
  }
  return findings
}
