import { randomUUID } from 'node:crypto'

import types from '@databricks/sql/thrift/TCLIService_types.js'

const OURS = Buffer.from('of the shim')

/** The handle of an operation that the shim answers itself; the driver insists on a valid UUID. */
export const ownHandle = (): types.TOperationHandle =>
  new types.TOperationHandle({
    operationId: new types.THandleIdentifier({
      guid: Buffer.from(randomUUID().replaceAll('-', ''), 'hex'),
      secret: OURS,
    }),
    operationType: types.TOperationType.EXECUTE_STATEMENT,
    hasResultSet: true,
  })

export const isOwn = ({ operationId }: types.TOperationHandle): boolean =>
  OURS.equals(operationId.secret)

/** What tells one session or operation from another. */
export const keyOf = ({ guid }: types.THandleIdentifier): string => guid.toString('hex')

export const success = (): types.TStatus =>
  new types.TStatus({ statusCode: types.TStatusCode.SUCCESS_STATUS })
