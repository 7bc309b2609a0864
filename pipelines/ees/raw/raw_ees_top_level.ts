import { dropTable } from '../drop-table.ts'

export const raw_ees_top_level = dropTable('raw_ees_top_level', {
  about: 'Calls of the public API that are about no single publication, one row each.',
  columns: { parameters: 'STRING', startTime: 'TIMESTAMP', type: 'STRING' },
  meanings: { type: { means: 'Which call it was: `GetPublications`.' } },
  folder: 'top-level',
  rootPattern: 'public-api-top-level-calls',
})
