import types from '@databricks/sql/thrift/TCLIService_types.js'

import { int64 } from './driver-parts.ts'
import { ownHandle, success } from './handles.ts'
import type { StagingRow } from './staging.ts'

/** What a statement failed with. */
export interface SqlError {
  readonly sqlClass: string
  readonly sqlState: string
  readonly message: string
}

/** The answer to a statement that the shim runs itself and that failed. */
export function failed({ sqlClass, sqlState, message }: SqlError): types.TExecuteStatementResp {
  const text = `[${sqlClass}] ${message} SQLSTATE: ${sqlState}`
  return answered({
    operationStatus: new types.TGetOperationStatusResp({
      status: success(),
      operationState: types.TOperationState.ERROR_STATE,
      sqlState,
      errorMessage: text,
      displayMessage: text,
    }),
  })
}

const { STRING_TYPE, MAP_TYPE } = types.TTypeId

/** The answer that tells the driver to move a file. */
export function staged(row: StagingRow): types.TExecuteStatementResp {
  const cells = [
    { name: 'operation', type: STRING_TYPE, value: row.operation },
    { name: 'localFile', type: STRING_TYPE, value: row.localFile },
    { name: 'presignedUrl', type: STRING_TYPE, value: row.presignedUrl },
    { name: 'headers', type: MAP_TYPE, value: row.headers },
  ].filter(({ value }) => value !== null)
  return answered({
    operationStatus: new types.TGetOperationStatusResp({
      status: success(),
      operationState: types.TOperationState.FINISHED_STATE,
      hasResultSet: true,
    }),
    resultSetMetadata: new types.TGetResultSetMetadataResp({
      status: success(),
      resultFormat: types.TSparkRowSetType.COLUMN_BASED_SET,
      isStagingOperation: true,
      schema: new types.TTableSchema({
        columns: cells.map(({ name, type }, at) => column(name, type, at + 1)),
      }),
    }),
    resultSet: new types.TFetchResultsResp({
      status: success(),
      hasMoreRows: false,
      results: new types.TRowSet({
        startRowOffset: zero(),
        rows: [],
        columns: cells.map(({ value }) => textColumn(value ?? '')),
      }),
    }),
  })
}

const answered = (results: ConstructorParameters<typeof types.TSparkDirectResults>[0]) =>
  new types.TExecuteStatementResp({
    status: success(),
    operationHandle: ownHandle(),
    directResults: new types.TSparkDirectResults({
      ...results,
      closeOperation: new types.TCloseOperationResp({ status: success() }),
    }),
  })

const zero = () => new int64(0) as never

const column = (columnName: string, type: types.TTypeId, position: number) =>
  new types.TColumnDesc({
    columnName,
    position,
    typeDesc: new types.TTypeDesc({
      types: [new types.TTypeEntry({ primitiveEntry: new types.TPrimitiveTypeEntry({ type }) })],
    }),
  })

const textColumn = (value: string) =>
  new types.TColumn({
    stringVal: new types.TStringColumn({ values: [value], nulls: Buffer.from([0]) }),
  })
