import { dropTable } from '../drop-table.ts'

export const raw_ees_queries = dropTable('raw_ees_queries', {
  about:
    'Queries of data sets that the public API answered: one row for each query of a version in each file.',
  columns: {
    queryVersionHash: 'STRING',
    queryHash: 'STRING',
    dataSetId: 'STRING',
    dataSetVersionId: 'STRING',
    dataSetVersion: 'STRING',
    dataSetTitle: 'STRING',
    resultsCount: 'INT',
    totalRowsCount: 'INT',
    query: 'STRING',
    queryExecutions: 'INT',
  },
  meanings: { query: { means: 'The query, as JSON text.' } },
  folder: 'queries',
  pattern: 'queries.parquet',
  rootPattern: 'public-api-queries.parquet',
  uuids: ['dataSetId', 'dataSetVersionId'],
})
