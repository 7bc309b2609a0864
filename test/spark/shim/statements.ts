import types from '@databricks/sql/thrift/TCLIService_types.js'

import type { Backend } from './backend.ts'

/** Runs the rig's own statements in a session of Spark's. */
export interface Statements {
  /** Rejects where the statement fails. */
  readonly run: (statement: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** The newest protocol that open-source Spark speaks. */
export const HIVE_PROTOCOL = types.TProtocolVersion.HIVE_CLI_SERVICE_PROTOCOL_V8

export async function openStatements(backend: Backend): Promise<Statements> {
  const opening = new types.TOpenSessionReq({ client_protocol: HIVE_PROTOCOL })
  const { sessionHandle, status } = await backend.call('OpenSession', opening)
  if (!sessionHandle) throw new Error(`Spark opens no session: ${status.errorMessage}`)
  return {
    run: async (statement) => {
      const request = new types.TExecuteStatementReq({ sessionHandle, statement })
      const { status: found, operationHandle } = await backend.call('ExecuteStatement', request)
      if (!operationHandle) throw new Error(`\`${statement}\` failed: ${found.errorMessage}`)
      await backend.call('CloseOperation', new types.TCloseOperationReq({ operationHandle }))
    },
    close: async () => {
      await backend.call('CloseSession', new types.TCloseSessionReq({ sessionHandle }))
      backend.close()
    },
  }
}
