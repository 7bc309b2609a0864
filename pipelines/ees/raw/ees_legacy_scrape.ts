import { rawTable } from '../../define.ts'

/** Pages that the site once had. A page whose heading changed is there once for each. */
export const ees_legacy_scrape = rawTable('ees_legacy_scrape', {
  about:
    'Pages that the site once had, with their headings: the titles of publications whose addresses are no longer listed.',
  columns: {
    url: 'STRING',
    heading: 'STRING',
  },
  source: { kind: 'frozen' },
  key: ['url', 'heading'],
})
