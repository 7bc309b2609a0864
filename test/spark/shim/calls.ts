import type * as types from '@databricks/sql/thrift/TCLIService_types.js'

/** The calls of the Thrift service, each with its request and its response. */
export interface Calls {
  OpenSession: [types.TOpenSessionReq, types.TOpenSessionResp]
  CloseSession: [types.TCloseSessionReq, types.TCloseSessionResp]
  GetInfo: [types.TGetInfoReq, types.TGetInfoResp]
  ExecuteStatement: [types.TExecuteStatementReq, types.TExecuteStatementResp]
  GetTypeInfo: [types.TGetTypeInfoReq, types.TGetTypeInfoResp]
  GetCatalogs: [types.TGetCatalogsReq, types.TGetCatalogsResp]
  GetSchemas: [types.TGetSchemasReq, types.TGetSchemasResp]
  GetTables: [types.TGetTablesReq, types.TGetTablesResp]
  GetTableTypes: [types.TGetTableTypesReq, types.TGetTableTypesResp]
  GetColumns: [types.TGetColumnsReq, types.TGetColumnsResp]
  GetFunctions: [types.TGetFunctionsReq, types.TGetFunctionsResp]
  GetPrimaryKeys: [types.TGetPrimaryKeysReq, types.TGetPrimaryKeysResp]
  GetCrossReference: [types.TGetCrossReferenceReq, types.TGetCrossReferenceResp]
  GetOperationStatus: [types.TGetOperationStatusReq, types.TGetOperationStatusResp]
  CancelOperation: [types.TCancelOperationReq, types.TCancelOperationResp]
  CloseOperation: [types.TCloseOperationReq, types.TCloseOperationResp]
  GetResultSetMetadata: [types.TGetResultSetMetadataReq, types.TGetResultSetMetadataResp]
  FetchResults: [types.TFetchResultsReq, types.TFetchResultsResp]
}

export type Method = keyof Calls
