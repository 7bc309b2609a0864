import { dropTable } from '../drop-table.ts'

export const raw_ees_table_tool_downloads = dropTable('raw_ees_table_tool_downloads', {
  about: 'Tables downloaded from the table tool: one row for each query and format in each file.',
  columns: {
    tableToolDownloadHash: 'STRING',
    releaseVersionId: 'STRING',
    publicationName: 'STRING',
    releasePeriodAndLabel: 'STRING',
    subjectId: 'STRING',
    dataSetName: 'STRING',
    downloadFormat: 'STRING',
    query: 'STRING',
    downloads: 'INT',
  },
  meanings: { query: { means: 'What the table was made of, as JSON text.' } },
  rootPattern: 'public-table-tool-downloads',
  uuids: ['releaseVersionId', 'subjectId'],
})
