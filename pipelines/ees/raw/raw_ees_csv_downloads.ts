import { dropTable } from '../drop-table.ts'

export const raw_ees_csv_downloads = dropTable('raw_ees_csv_downloads', {
  about: 'Data sets downloaded as CSV from the site: one row for each of them in each file.',
  columns: {
    csvDownloadHash: 'STRING',
    publicationName: 'STRING',
    releaseVersionId: 'STRING',
    releaseName: 'STRING',
    releaseLabel: 'STRING',
    subjectId: 'STRING',
    dataSetTitle: 'STRING',
    downloads: 'INT',
  },
  rootPattern: 'public-csv-downloads',
  uuids: ['releaseVersionId', 'subjectId'],
})
