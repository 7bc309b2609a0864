import { dropTable } from '../drop-table.ts'

export const raw_ees_permalink_table_downloads = dropTable('raw_ees_permalink_table_downloads', {
  about: 'Tables downloaded from permalinks: one row for each permalink and format in each file.',
  columns: {
    permalinkId: 'STRING',
    permalinkTitle: 'STRING',
    downloadFormat: 'STRING',
    downloads: 'INT',
  },
  rootPattern: 'public-permalink-table-downloads',
  uuids: ['permalinkId'],
})
