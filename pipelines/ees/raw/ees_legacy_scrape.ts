import { rawTable } from '../../define.ts'

/** The pages that the site once had, with their headings. */
export const ees_legacy_scrape = rawTable('ees_legacy_scrape', {
  columns: {
    url: 'STRING',
    heading: 'STRING',
  },
  source: { kind: 'frozen' },
  key: ['url'],
})
