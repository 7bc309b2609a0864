import { rawTable } from '../../define.ts'

/** The publications: several slugs may name one, each slug names only one. */
export const ees_pub_scrape = rawTable('ees_pub_scrape', {
  columns: { slug: 'STRING', title: 'STRING' },
  source: { kind: 'ees-site', list: 'publications' },
  key: ['slug'],
  bounds: { shrink: 0.05, grow: 0.1 },
})
