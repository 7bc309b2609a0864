import { appTable, sql } from '../../define.ts'
import { ees_pub_scrape } from '../raw/ees_pub_scrape.ts'
import { ees_scrape_release_pages } from '../raw/ees_scrape_release_pages.ts'

/** A reader's words a minute, and the seconds that an image is looked at. */
const WORDS_A_MINUTE = 265
const SECONDS_AN_IMAGE = 12

// A former slug leads to the page of the one that the site lists: of equals, the slug in the page's own path stands.
export const ees_avg_readtime = appTable('ees_avg_readtime', {
  about: 'How long the latest release of each publication takes to read.',
  columns: { slug: 'STRING', avg_read_time: 'DOUBLE', title: 'STRING' },
  meanings: {
    slug: {
      means:
        'The slug of the publication; of several, the one whose page takes longest, and of equals the one that the site lists.',
    },
  },
  key: ['title'],
  watches: {
    'every-title-has-a-page': {
      severity: 'warn',
      rows: (built) => sql`
        select title, count(*) as count
        from ${ees_pub_scrape}
        where title_case(title) not in (select title_case(title) from ${built})
        group by title`,
    },
  },
  sql: sql`
  with times as (
    select slug, title,
      cast(words as double) / ${WORDS_A_MINUTE} * 60 + images * ${SECONDS_AN_IMAGE} as avg_read_time,
      case when startswith(page || '/', '/find-statistics/' || slug || '/') then 1 else 2 end as former
    from ${ees_scrape_release_pages}
    join ${ees_pub_scrape} using (slug)
  ),
  ranked as (
    select slug, avg_read_time, title,
      row_number() over (partition by title_case(title) order by avg_read_time desc, former, slug) as place
    from times
  )
  select slug, avg_read_time, title
  from ranked
  where place = 1`,
})
