import types from '@databricks/sql/thrift/TCLIService_types.js'

import type { Backend } from './backend.ts'
import type { Dialect } from './dialect.ts'
import { HIVE_PROTOCOL } from './statements.ts'

/** Below this version the driver leaves parameters out without a word. */
const SERVED = types.TProtocolVersion.SPARK_CLI_SERVICE_PROTOCOL_V8

/** Opens a session of Spark's for a request of the driver's, which asks for another protocol. */
export async function openSession(
  backend: Backend,
  dialect: Dialect,
  { initialNamespace }: types.TOpenSessionReq,
): Promise<types.TOpenSessionResp> {
  const { catalogName, schemaName } = initialNamespace ?? {}
  if (catalogName && !dialect.isCatalog(catalogName)) return refused(catalogName)
  const response = await backend.call(
    'OpenSession',
    new types.TOpenSessionReq({
      client_protocol: HIVE_PROTOCOL,
      configuration: schemaName ? { 'use:database': schemaName } : {},
    }),
  )
  response.serverProtocolVersion = SERVED
  response.canUseMultipleCatalogs = true
  return response
}

function refused(catalog: string): types.TOpenSessionResp {
  const message = `[NO_SUCH_CATALOG_EXCEPTION] Catalog '${catalog}' was not found. Please verify the catalog name and then retry the query or command again. SQLSTATE: 42704`
  return new types.TOpenSessionResp({
    serverProtocolVersion: SERVED,
    status: new types.TStatus({
      statusCode: types.TStatusCode.ERROR_STATUS,
      sqlState: '42704',
      errorMessage: message,
      displayMessage: message,
    }),
  })
}
