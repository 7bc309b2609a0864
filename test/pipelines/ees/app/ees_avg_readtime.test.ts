import { describe, expect, test } from 'vitest'

import { ees_avg_readtime } from '../../../../pipelines/ees/app/ees_avg_readtime.ts'
import { build, watched } from '../../../support/app-sql.ts'

type Pages = Readonly<Record<string, { words?: number; images?: number; page?: string }>>

const titles = (bySlug: Readonly<Record<string, string>>) =>
  Object.entries(bySlug).map(([slug, title]) => ({ slug, title }))

const pages = (bySlug: Pages) =>
  Object.entries(bySlug).map(([slug, { words = 265, images = 0, page }]) => ({
    slug,
    page: page ?? `/find-statistics/${slug}/2024-25`,
    words,
    images,
  }))

const times = (ees_pub_scrape: Readonly<Record<string, string>>, read: Pages) =>
  build(ees_avg_readtime, {
    ees_pub_scrape: titles(ees_pub_scrape),
    ees_scrape_release_pages: pages(read),
  })

describe('ees_avg_readtime', () => {
  test('has its columns in order, and a row a title', () => {
    expect(Object.entries(ees_avg_readtime.columns)).toEqual([
      ['slug', 'STRING'],
      ['avg_read_time', 'DOUBLE'],
      ['title', 'STRING'],
    ])
    expect(ees_avg_readtime.key).toEqual(['title'])
  })

  test.each([
    [265, 0, 60],
    [530, 0, 120],
    [0, 2, 24],
    [265, 3, 96],
    [1000, 1, (1000 / 265) * 60 + 12],
    [1, 0, 60 / 265],
  ])('takes %i words and %i images to be %d seconds', async (words, images, seconds) => {
    const [row] = await times({ a: 'A' }, { a: { words, images } })
    expect(row).toEqual({ slug: 'a', avg_read_time: expect.closeTo(seconds, 9), title: 'A' })
  })

  test('has the longest of several pages of a title', async () => {
    const rows = await times({ a: 'A', b: 'A', c: 'C' }, { a: {}, b: { images: 1 }, c: {} })
    expect(rows).toEqual([
      { slug: 'b', avg_read_time: 72, title: 'A' },
      { slug: 'c', avg_read_time: 60, title: 'C' },
    ])
  })

  test('has, of equals, the slug that the site lists, then the first by alphabet', async () => {
    const led = (page: string) => ({ page: `/find-statistics/${page}/2024-25` })
    const rows = await times(
      { a: 'A', b: 'A', c: 'A', z: 'Z', y: 'Z', m: 'M', mm: 'M' },
      {
        a: led('b'),
        b: led('b'),
        c: led('b'),
        z: led('other'),
        y: led('other'),
        m: led('mm'),
        mm: led('mm'),
      },
    )
    expect(rows.map(({ slug }) => slug)).toEqual(['b', 'mm', 'y'])
  })

  test('takes a page without a release after it for the slug’s own', async () => {
    const read = { a: { page: '/find-statistics/b' }, b: { page: '/find-statistics/b' } }
    const [row] = await times({ a: 'A', b: 'A' }, read)
    expect(row).toMatchObject({ slug: 'b' })
  })

  test('has one row of titles that differ only in capitals', async () => {
    const rows = await times({ a: 'NEET age 16', b: 'Neet Age 16' }, { a: {}, b: {} })
    expect(rows).toEqual([{ slug: 'a', avg_read_time: 60, title: 'NEET age 16' }])
  })

  test('leaves out titles without a page and pages without a title, and tells of the first', async () => {
    const given = { a: 'A', b: 'B', c: 'B', d: "D'Anjou" }
    expect(await times(given, { a: {}, e: {} })).toHaveLength(1)
    const missing = await watched(ees_avg_readtime, 'every-title-has-a-page', {
      ees_pub_scrape: titles(given),
      ees_avg_readtime: [{ slug: 'a', avg_read_time: 60, title: 'A' }],
    })
    expect(missing).toEqual([
      { title: 'B', count: 2 },
      { title: "D'Anjou", count: 1 },
    ])
  })
})
