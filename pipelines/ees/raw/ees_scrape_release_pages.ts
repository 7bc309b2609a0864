import { rawTable } from '../../define.ts'
import { ees_pub_scrape } from './ees_pub_scrape.ts'

/** What there is to read. A page that cannot be read keeps what was counted before, one that is gone is left out. */
export const ees_scrape_release_pages = rawTable('ees_scrape_release_pages', {
  about:
    'What there is to read on the page of the latest release that each slug of a publication leads to; slugs without a page are left out.',
  columns: { slug: 'STRING', page: 'STRING', words: 'INT', images: 'INT' },
  source: { kind: 'ees-site', list: 'release-pages', after: ees_pub_scrape },
  key: ['slug'],
})
