import { dropTable, PREVIEW_TOKEN } from '../drop-table.ts'

export const raw_ees_query_access = dropTable('raw_ees_query_access', {
  about: 'When queries of data sets were asked of the public API, one row for each time.',
  columns: {
    queryVersionHash: 'STRING',
    dataSetVersionId: 'STRING',
    startTime: 'TIMESTAMP',
    endTime: 'TIMESTAMP',
    durationMillis: 'INT',
    ...PREVIEW_TOKEN,
    requestedDataSetVersion: 'STRING',
  },
  folder: 'queries',
  pattern: 'query-access',
  rootPattern: 'public-api-query-access',
  uuids: ['dataSetVersionId', 'previewTokenDataSetVersionId'],
  optional: [
    'previewTokenLabel',
    'previewTokenDataSetVersionId',
    'previewTokenCreated',
    'previewTokenExpiry',
    'requestedDataSetVersion',
  ],
})
