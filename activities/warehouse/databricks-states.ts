import { allBuilds } from './databricks-builds.ts'
import type { Session } from './databricks-client.ts'
import type { DatabricksNames } from './databricks-names.ts'
import { type Versions, versionsOf } from './databricks-versions.ts'
import { SharedReader } from './shared-reader.ts'
import type { Row } from './warehouse.ts'

/** How things stand that many steps ask for at once: all app tables of a run rest on the same few raw ones. */
export interface States {
  /** All builds. */
  readonly builds: SharedReader<readonly Row[]>
  /** Of a Delta table, by its name with its schema. */
  readonly versions: (name: string) => SharedReader<Versions>
}

export function createStates(session: Session, names: DatabricksNames): States {
  const byName = new Map<string, SharedReader<Versions>>()
  return {
    builds: new SharedReader(() => allBuilds(session, names)),
    versions: (name) => {
      const reader = byName.get(name) ?? new SharedReader(() => versionsOf(session, name))
      byName.set(name, reader)
      return reader
    },
  }
}
