import { dropTable } from '../drop-table.ts'

export const raw_ees_publications = dropTable('raw_ees_publications', {
  about: 'Calls of the public API that are about a publication, one row each.',
  columns: {
    publicationId: 'STRING',
    publicationTitle: 'STRING',
    parameters: 'STRING',
    startTime: 'TIMESTAMP',
    type: 'STRING',
  },
  meanings: { type: { means: 'Which call it was: `GetSummary` or `GetDataSets`.' } },
  folder: 'publications',
  rootPattern: 'public-api-publications-calls',
  uuids: ['publicationId'],
})
