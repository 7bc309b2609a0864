import types from '@databricks/sql/thrift/TCLIService_types.js'

import { arrowBatches, arrowSchema } from './arrow-results.ts'
import type { Backend } from './backend.ts'
import type { Calls, Method } from './calls.ts'
import { isOwn, keyOf, success } from './handles.ts'
import { failed, staged } from './own-results.ts'
import type { Handle } from './service.ts'
import type { Staging } from './staging.ts'
import { openSession } from './open-session.ts'
import type { Dialect } from './dialect.ts'

/** How long a statement is waited for before its handle is handed out, as the warehouse does. */
const DIRECT_MS = 5000

type Answers = { [M in Method]?: (request: Calls[M][0]) => Promise<Calls[M][1]> }

export interface Warehouse {
  readonly handle: Handle
  /** Closes every session behind the driver's back. */
  readonly dropSessions: () => Promise<void>
}

export interface Parts {
  readonly backend: Backend
  readonly staging: Staging
  readonly dialect: Dialect
}

/** Databricks' Thrift service over that of open-source Spark, with what the latter lacks or words otherwise. */
export function openWarehouse({ backend, staging, dialect }: Parts): Warehouse {
  const sessions = new Map<string, types.TSessionHandle>()
  /** Whether the results of an operation travel as Arrow, and the columns once they are known. */
  const operations = new Map<string, { arrow: boolean; schema?: types.TTableSchema }>()

  const answers: Answers = {
    OpenSession: async (request) => {
      const response = await openSession(backend, dialect, request)
      const { sessionHandle } = response
      if (sessionHandle) sessions.set(keyOf(sessionHandle.sessionId), sessionHandle)
      return response
    },

    CloseSession: (request) => {
      sessions.delete(keyOf(request.sessionHandle.sessionId))
      return backend.call('CloseSession', request)
    },

    ExecuteStatement: async (request) => {
      const own = dialect.refusal(request.statement) ?? staging.answer(request.statement)
      if (own) return 'operation' in own ? staged(own) : failed(own)
      const statement = dialect.toSpark(request.statement, request.parameters ?? [])
      const response = await backend.call('ExecuteStatement', { ...request, statement })
      const { operationHandle } = response
      if (!operationHandle) return response
      operations.set(keyOf(operationHandle.operationId), {
        arrow: request.canReadArrowResult ?? false,
      })
      const most = request.getDirectResults?.maxRows
      if (most !== undefined) response.directResults = await direct(operationHandle, most)
      return response
    },

    GetOperationStatus: async (request) => {
      const response = await backend.call('GetOperationStatus', request)
      const { errorMessage } = response
      if (errorMessage) response.displayMessage = dialect.message(errorMessage)
      return response
    },

    GetResultSetMetadata: async (request) => {
      const response = await backend.call('GetResultSetMetadata', request)
      const operation = operations.get(keyOf(request.operationHandle.operationId))
      const { schema } = response
      if (operation && schema) operation.schema = schema
      // Spark counts positions from 0, the warehouse from 1.
      for (const column of schema?.columns ?? []) column.position += 1
      response.resultFormat = types.TSparkRowSetType.COLUMN_BASED_SET
      if (operation?.arrow && schema) {
        response.resultFormat = types.TSparkRowSetType.ARROW_BASED_SET
        response.arrowSchema = arrowSchema(schema)
      }
      return response
    },

    FetchResults: async (request) => {
      const response = await backend.call('FetchResults', request)
      const operation = operations.get(keyOf(request.operationHandle.operationId))
      if (!operation?.arrow || !response.results) return response
      const { operationHandle } = request
      if (!operation.schema) await answers.GetResultSetMetadata?.({ operationHandle })
      const arrowRows = arrowBatches(operation.schema ?? { columns: [] }, response.results)
      response.results = new types.TRowSet({
        startRowOffset: response.results.startRowOffset,
        rows: [],
        arrowBatches: arrowRows,
      })
      response.hasMoreRows = arrowRows.length > 0
      return response
    },

    CancelOperation: (request) => unlessOwn('CancelOperation', request),

    CloseOperation: (request) => {
      operations.delete(keyOf(request.operationHandle.operationId))
      return unlessOwn('CloseOperation', request)
    },
  }

  /** What the shim has answered itself is over. */
  async function unlessOwn<M extends 'CancelOperation' | 'CloseOperation'>(
    method: M,
    request: Calls[M][0],
  ): Promise<Calls[M][1]> {
    return isOwn(request.operationHandle) ? { status: success() } : backend.call(method, request)
  }

  /** What is known of a statement after a while: its state, and where it is done its first rows. */
  async function direct(
    operationHandle: types.TOperationHandle,
    maxRows: types.TFetchResultsReq['maxRows'],
  ) {
    const operationStatus = await settled(operationHandle)
    const results = new types.TSparkDirectResults({ operationStatus })
    if (operationStatus.operationState !== types.TOperationState.FINISHED_STATE) return results
    if (!operationHandle.hasResultSet) return results
    results.resultSetMetadata = await handle('GetResultSetMetadata', { operationHandle })
    const fetched = { operationHandle, maxRows, orientation: types.TFetchOrientation.FETCH_NEXT }
    results.resultSet = await handle('FetchResults', new types.TFetchResultsReq(fetched))
    return results
  }

  /** Spark itself waits half a second before it says that a statement runs. */
  async function settled(operationHandle: types.TOperationHandle) {
    const deadline = Date.now() + DIRECT_MS
    for (;;) {
      const status = await handle('GetOperationStatus', { operationHandle })
      if (!RUNNING.has(status.operationState) || Date.now() > deadline) return status
    }
  }

  const handle: Handle = (method, request) =>
    answers[method]?.(request) ?? backend.call(method, request)

  return {
    handle,
    dropSessions: async () => {
      const all = [...sessions.values()]
      sessions.clear()
      await Promise.all(all.map((sessionHandle) => backend.call('CloseSession', { sessionHandle })))
    },
  }
}

const { INITIALIZED_STATE, PENDING_STATE, RUNNING_STATE } = types.TOperationState
const RUNNING = new Set<types.TOperationState | undefined>([
  INITIALIZED_STATE,
  PENDING_STATE,
  RUNNING_STATE,
])
