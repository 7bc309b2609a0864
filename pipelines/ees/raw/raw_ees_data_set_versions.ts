import { dropTable, PREVIEW_TOKEN } from '../drop-table.ts'

export const raw_ees_data_set_versions = dropTable('raw_ees_data_set_versions', {
  about:
    'Calls of the public API that are about a version of a data set, queries apart, one row each.',
  columns: {
    dataSetId: 'STRING',
    dataSetTitle: 'STRING',
    dataSetVersion: 'STRING',
    dataSetVersionId: 'STRING',
    parameters: 'STRING',
    requestedDataSetVersion: 'STRING',
    startTime: 'TIMESTAMP',
    type: 'STRING',
    ...PREVIEW_TOKEN,
  },
  meanings: {
    type: {
      means: 'Which call it was: `GetMetadata`, `GetSummary`, `DownloadCsv` or `GetChanges`.',
    },
  },
  folder: 'data-set-versions',
  rootPattern: 'public-api-data-set-version-calls',
  uuids: ['dataSetId', 'dataSetVersionId', 'previewTokenDataSetVersionId'],
  optional: [
    'requestedDataSetVersion',
    'previewTokenLabel',
    'previewTokenDataSetVersionId',
    'previewTokenCreated',
    'previewTokenExpiry',
  ],
})
