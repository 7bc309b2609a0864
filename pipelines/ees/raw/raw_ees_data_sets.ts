import { dropTable, PREVIEW_TOKEN } from '../drop-table.ts'

export const raw_ees_data_sets = dropTable('raw_ees_data_sets', {
  about: 'Calls of the public API that are about a data set and no version of it, one row each.',
  columns: {
    dataSetId: 'STRING',
    dataSetTitle: 'STRING',
    parameters: 'STRING',
    startTime: 'TIMESTAMP',
    type: 'STRING',
    ...PREVIEW_TOKEN,
  },
  meanings: { type: { means: 'Which call it was: `GetSummary` or `GetVersions`.' } },
  folder: 'data-sets',
  rootPattern: 'public-api-data-set-calls',
  uuids: ['dataSetId', 'previewTokenDataSetVersionId'],
  optional: [
    'previewTokenLabel',
    'previewTokenDataSetVersionId',
    'previewTokenCreated',
    'previewTokenExpiry',
  ],
})
