import { DBSQLClient } from '@databricks/sql'
import { onTestFinished } from 'vitest'

import type { Rig } from '../spark/rig.ts'

/** The unmodified driver's session at a rig; closed when the test ends, where it still can be. */
export interface DatabricksSession {
  /** The rows of a statement. */
  readonly rows: (statement: string, options?: Options) => Promise<unknown[]>
  readonly session: Session
}

type Session = Awaited<ReturnType<DBSQLClient['openSession']>>
type Options = NonNullable<Parameters<Session['executeStatement']>[1]>

/** @param token in place of the rig's */
export async function databricksSession(
  { settings }: Rig,
  token = settings.DATABRICKS_TOKEN,
): Promise<DatabricksSession> {
  // The driver's own logger would catch this process's uncaught exceptions.
  const client = new DBSQLClient({ logger: { log: () => undefined } })
  const [host = '', port] = settings.DATABRICKS_SERVER_HOSTNAME.split(':')
  const path = settings.DATABRICKS_HTTP_PATH
  await client.connect({ host, port: Number(port), path, token, telemetryEnabled: false })
  onTestFinished(() => client.close().catch(() => undefined))
  const session = await client.openSession({ initialCatalog: settings.EES_CATALOG })
  return {
    session,
    rows: async (statement, options) => {
      const operation = await session.executeStatement(statement, options)
      const rows = await operation.fetchAll()
      await operation.close()
      return rows
    },
  }
}
