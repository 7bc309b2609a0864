import { rawTable } from '../../define.ts'

/** The publications: several slugs may name one, each slug names only one. */
export const ees_pub_scrape = rawTable('ees_pub_scrape', {
  about:
    'Every publication, by all the slugs that addresses have named it by; several slugs may have one title.',
  columns: { slug: 'STRING', title: 'STRING' },
  meanings: {
    slug: {
      means:
        'How addresses name the publication, in small letters: the slug of today, one from before a renaming, or one that a methodology has of its own.',
    },
  },
  source: { kind: 'ees-site', list: 'publications' },
  key: ['slug'],
  bounds: { shrink: 0.05, grow: 0.1 },
})
