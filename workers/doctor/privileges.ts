import { SCHEMA_PRIVILEGES } from '../../activities/warehouse/databricks-access.ts'
import { type Finding, ok, unsure } from './finding.ts'

interface Granted {
  /** The schema, as the settings name it. */
  readonly schema: string
  readonly principal: string
  /** The privileges on it that the principal holds in its own name. */
  readonly held: ReadonlySet<string>
  /** The statement that grants some. */
  readonly grant: (privileges: readonly string[]) => string
}

/** Whether a principal may do all that a schema is used for. What it has as an owner, or by a group, is not told. */
export function privilegeFinding({ schema, principal, held, grant }: Granted): Finding {
  const lacking = SCHEMA_PRIVILEGES.filter((name) => !held.has(name) && !held.has('ALL PRIVILEGES'))
  if (lacking.length === 0) return ok(`${schema}: ${SCHEMA_PRIVILEGES.join(', ')}`)
  return unsure(
    `${schema} can be used, but ${principal} has been granted no ${lacking.join(', ')} there in its own name; where it is not the owner and has it by no group, a run fails`,
    grant(lacking),
  )
}
