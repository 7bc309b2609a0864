import { dropTable } from '../drop-table.ts'

export const raw_ees_zip_downloads = dropTable('raw_ees_zip_downloads', {
  about:
    'Releases, or data sets of one, downloaded as a ZIP archive from the site: one row for each of them and page in each file.',
  columns: {
    zipDownloadHash: 'STRING',
    publicationName: 'STRING',
    releaseVersionId: 'STRING',
    releaseName: 'STRING',
    releaseLabel: 'STRING',
    subjectId: 'STRING',
    dataSetTitle: 'STRING',
    fromPage: 'STRING',
    downloads: 'INT',
  },
  rootPattern: 'public-zip-downloads',
  uuids: ['releaseVersionId', 'subjectId'],
  optional: ['fromPage'],
})
