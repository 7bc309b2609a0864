import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it, onTestFinished } from 'vitest'

import { columnsOf, createFrame } from '../../activities/frame.ts'
import { publicationList } from '../../activities/publication-list.ts'
import { createEesSite } from '../../activities/sources/ees-site.ts'
import { keptSlugs } from '../../pipelines/ees/publications.ts'
import { startEesSite } from '../../sandbox/ees-site.ts'
import { listedPublications } from '../../sandbox/listed-publications.ts'

type Pair = readonly [slug: string, title: string]
type Legacy = readonly { readonly url: string; readonly heading: string }[]

/** The joined list as slugs to titles, in its order. */
async function joined(scraped: readonly Pair[], legacy: Legacy = []) {
  const rows = scraped.map((pair) => [...pair])
  const frame = await createFrame({ slug: 'STRING', title: 'STRING' }, rows)
  return bySlug(await publicationList(frame, legacy))
}

function bySlug(frame: Parameters<typeof columnsOf>[0]) {
  const [slugs = [], titles = []] = columnsOf(frame)
  return new Map(slugs.map((slug, at) => [slug, titles[at]]))
}

const page = (path: string, heading: string) => ({
  url: `https://explore-education-statistics.service.gov.uk/${path}`,
  heading,
})

describe('the list of publications', () => {
  it('has what the site lists, the former pages and the hand-kept slugs, by slug', async () => {
    const list = await joined(
      [['school-capacity', 'School capacity']],
      [page('find-statistics/apprenticeships/2021-22', 'Apprenticeships')],
    )
    expect(list.size).toBe(2 + keptSlugs.length)
    expect(list.get('school-capacity')).toBe('School capacity')
    expect(list.get('apprenticeships')).toBe('Apprenticeships')
    for (const { slug, title } of keptSlugs) expect(list.get(slug)).toBe(title)
    const slugs = [...list.keys()].map(String)
    expect(slugs).toEqual(slugs.toSorted())
  })

  it.each([
    ['the list page', page('find-statistics', 'Find statistics and data')],
    ['the list page under another path', page('find-statistics/list', 'Find statistics and data')],
    ['a methodology', page('methodology/apprenticeships', 'Methodology')],
    ['a methodology of a release', page('find-statistics/a/2021-22/methodology', 'Methodology')],
    ['data guidance', page('find-statistics/a/2021-22/data-guidance', 'Data guidance')],
    ['an access list', page('find-statistics/a/2021-22/prerelease-access-list', 'Access')],
  ])('takes no title from %s', async (_, row) => {
    expect((await joined([['a', 'A']], [row])).size).toBe(1 + keptSlugs.length)
  })

  it('has slugs in lower case, each once', async () => {
    const list = await joined(
      [['a', 'A']],
      [page('Find-Statistics/A', 'A'), page('find-statistics/B', 'B')],
    )
    expect([list.get('a'), list.get('b'), list.size]).toEqual(['A', 'B', 2 + keptSlugs.length])
  })

  it('goes by the site, then by hand, then by the former pages', async () => {
    const legacy = [
      page('find-statistics/a', 'Former'),
      page('find-statistics/neet-age-16-to-24', 'Former'),
      page('find-statistics/pupil-absence-statistics', 'Former'),
    ]
    const list = await joined(
      [
        ['a', 'Today'],
        ['neet-age-16-to-24', 'NEET'],
      ],
      legacy,
    )
    expect(list.get('a')).toBe('Today')
    expect(list.get('neet-age-16-to-24')).toBe('NEET')
    expect(list.get('pupil-absence-statistics')).toBe('Pupil absence in schools in England')
  })

  const absence = 'pupil-absence-in-schools-in-england'
  const oldTitle = 'Pupil absence in schools in England: autumn and spring terms'

  it('leaves out titles of before, wherever they stand', async () => {
    const both = [
      page(`find-statistics/${absence}`, oldTitle),
      page(`find-statistics/${absence}`, 'Pupil absence in schools in England'),
    ]
    expect((await joined([], both)).get(absence)).toBe('Pupil absence in schools in England')
    expect((await joined([[absence, oldTitle]])).has(absence)).toBe(false)
  })

  it('refuses two titles of a slug where nothing says which holds', async () => {
    const legacy = [page('find-statistics/a', 'One'), page('find-statistics/a/2021-22', 'Two')]
    await expect(joined([], legacy)).rejects.toMatchObject({
      type: 'CheckFailed',
      nonRetryable: true,
      message: expect.stringMatching(
        /ees_legacy_scrape gives a the titles "One" and "Two".*publications\.ts/,
      ),
    })
    expect((await joined([['a', 'Two']], legacy)).get('a')).toBe('Two')
  })

  it('refuses to be no longer than the list of the site', async () => {
    const all = keptSlugs.map(({ slug, title }): Pair => [slug, title])
    await expect(joined(all)).rejects.toMatchObject({ type: 'CheckFailed', nonRetryable: true })
  })
})

const RAW = fileURLToPath(new URL('../../../shared/data/real-days/raw', import.meta.url))

describe.skipIf(!existsSync(RAW))(
  'real days (skipped where ../shared/data/real-days is absent)',
  () => {
    async function rows(table: string): Promise<readonly Record<string, string>[]> {
      const instance = await DuckDBInstance.create()
      const connection = await instance.connect()
      try {
        const reader = await connection.runAndReadAll(`SELECT * FROM '${RAW}/${table}.parquet'`)
        return reader
          .getRowObjects()
          .map((row) =>
            Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value)])),
          )
      } finally {
        connection.closeSync()
        instance.closeSync()
      }
    }

    it('come out of what the site must have listed, the former pages and the hand-kept slugs', async () => {
      const legacy = (await rows('ees_legacy_scrape')).map(({ url = '', heading = '' }) => ({
        url,
        heading,
      }))
      const wanted = (await rows('ees_pub_scrape')).map(({ slug = '', title = '' }) => ({
        slug,
        title,
      }))
      const publications = listedPublications(wanted, legacy)
      const site = await startEesSite({ publications })
      onTestFinished(() => site.close())
      const client = createEesSite({ url: site.url, pauseMs: { list: 0, detail: 0 } })
      const list = await publicationList(
        await client.publications(new AbortController().signal),
        legacy,
      )
      expect(wanted).toHaveLength(127)
      expect(list.shape).toEqual([127, 2])
      expect(bySlug(list)).toEqual(new Map(wanted.map(({ slug, title }) => [slug, title])))
    })
  },
)
