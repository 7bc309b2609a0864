import { load } from 'cheerio/slim'
import { describe, expect, it } from 'vitest'

import { ees_pub_scrape } from '../../pipelines/ees/raw/ees_pub_scrape.ts'
import { ees_scrape_release_pages as pages } from '../../pipelines/ees/raw/ees_scrape_release_pages.ts'
import type { FaultKind } from '../../sandbox/ees-site-faults.ts'
import { formerSlugs } from '../../sandbox/former-slugs.ts'
import { publications } from '../../sandbox/publications.ts'
import { siteChanges } from '../../sandbox/site-changes.ts'
import { ATTEMPTS, siteLists } from '../support/site-lists.ts'

const few = publications().slice(0, 24)
/** Slugs kept by hand that lead to one of the few. */
const former = [...formerSlugs(few)]

/** A site of which the publications, and the pages before the faults, are in the tables. */
async function read() {
  const lists = await siteLists({ publications: few })
  await lists.replace(ees_pub_scrape)
  await lists.replace(pages)
  return lists
}

const releaseOf = (at: number) => new RegExp(`^/find-statistics/${few[at]?.slug}/`)
const EVERY_RELEASE = /^\/find-statistics\/[^/?]+\/[^/]+$/

describe('the pages of latest releases', () => {
  it('are read for each slug of a publication, by way of redirects', async () => {
    const { rows } = await read()
    const found = await rows(pages)
    const own = few.map(({ slug, latestRelease }) => [
      slug,
      `/find-statistics/${slug}/${latestRelease}`,
    ])
    const led = former.map(([slug, today]) => [
      slug,
      `/find-statistics/${today}/${few.find((one) => one.slug === today)?.latestRelease}`,
    ])
    expect(former.length).toBeGreaterThan(2)
    expect(found.map(({ slug, page }) => `${slug} ${page}`)).toEqual(
      [...own, ...led].map((pair) => pair.join(' ')).toSorted(),
    )
  })

  it('are counted as they were served', async () => {
    const { site, rows } = await read()
    const [row] = await rows(pages)
    const $ = load(await (await fetch(`${site.url}${String(row?.['page'])}`)).text())
    const words = ['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'a'].flatMap((name) =>
      $(name)
        .toArray()
        .flatMap((element) => $(element).text().trim().split(/\s+/).filter(Boolean)),
    )
    expect(row?.['words']).toBe(words.length)
    expect(row?.['images']).toBe($('img[src*="content."]').length)
    const found = await rows(pages)
    expect(new Set(found.map((each) => each['words'])).size).toBeGreaterThan(15)
    expect(new Set(found.map((each) => each['images'])).size).toBeGreaterThan(2)
  })

  it('are written once while they do not change, whatever the day', async () => {
    const { replace, ops } = await read()
    expect(await replace(pages, 'two')).toMatchObject({ state: 'current', rows: 0 })
    expect(
      (await ops('writes')).filter((write) => write['table_name'] === pages.name),
    ).toHaveLength(1)
  })

  it('that are not there are left out, with a finding', async () => {
    const { replace, rows } = await read()
    const missing = (await rows(ees_pub_scrape)).length - (await rows(pages)).length
    expect(missing).toBeGreaterThan(5)
    expect((await replace(pages, 'two')).findings).toMatchObject([
      { severity: 'warn', check: 'pages-found', count: missing },
    ])
  })

  it('are tried again before they count as gone', async () => {
    const { site, replace } = await read()
    site.fail({ kind: 'not-found', path: releaseOf(0), times: ATTEMPTS - 1 })
    expect(await replace(pages, 'two')).toMatchObject({ state: 'current' })
  })

  it('that are gone lose their row', async () => {
    const { site, replace, rows } = await read()
    site.fail({ kind: 'not-found', path: releaseOf(0), times: ATTEMPTS })
    const before = (await rows(pages)).length
    const { findings, changes } = await replace(pages, 'two')
    expect(changes).toMatchObject({ added: 0, removed: 1, changed: 0 })
    expect(findings.map(({ check }) => check)).toEqual(['pages-found', 'no-row-gone'])
    expect(await rows(pages)).toHaveLength(before - 1)
  })

  const broken: readonly FaultKind[] = ['server-error', 'reset', 'cut-off', 'disagreement']

  it.each(broken)('that cannot be read keep their row, with a finding (%s)', async (kind) => {
    const { site, replace, rows } = await read()
    const before = await rows(pages)
    site.fail({ kind, path: releaseOf(0), times: ATTEMPTS })
    const { state, findings } = await replace(pages, 'two')
    expect(state).toBe('current')
    expect(findings).toMatchObject([
      { check: 'pages-found' },
      {
        severity: 'warn',
        check: 'pages-read',
        count: 1,
        examples: [expect.stringContaining(few[0]?.slug ?? '')],
      },
    ])
    expect(await rows(pages)).toEqual(before)
  })

  it('that could never be read are left out', async () => {
    const { site, replace, rows } = await siteLists({ publications: few })
    await replace(ees_pub_scrape)
    site.fail({ kind: 'server-error', path: releaseOf(0), times: ATTEMPTS })
    await replace(pages)
    expect((await rows(pages)).some(({ slug }) => slug === few[0]?.slug)).toBe(false)
    await replace(pages, 'two')
    expect((await rows(pages)).some(({ slug }) => slug === few[0]?.slug)).toBe(true)
  })

  it.each(['not-found', 'server-error'] as const)(
    'stop the table when many are lost at once, and may be read again (%s)',
    async (kind) => {
      const { site, replace, rows } = await read()
      const before = await rows(pages)
      site.fail({ kind, path: EVERY_RELEASE, times: 1000 })
      const asked = site.requests.length
      await expect(replace(pages, 'two')).rejects.toMatchObject({
        type: 'CheckFailed',
        nonRetryable: false,
        message: expect.stringMatching(/most-pages-answer.*4 answer 404.*wanted are 3 at most/),
        details: [
          expect.arrayContaining([expect.objectContaining({ check: 'most-pages-answer' })]),
        ],
      })
      expect(await rows(pages)).toEqual(before)
      // An outage shows before every page was asked for again and again: a redirect and a page each.
      expect(site.requests.length - asked).toBeLessThan(2 * ATTEMPTS * before.length)
    },
  )

  it('stop the first run when most are lost', async () => {
    const { site, replace, rows } = await siteLists({ publications: few })
    await replace(ees_pub_scrape)
    site.fail({ kind: 'not-found', path: EVERY_RELEASE, times: 1000 })
    await expect(replace(pages)).rejects.toMatchObject({ type: 'CheckFailed', nonRetryable: false })
    expect(await rows(pages)).toEqual([])
  })

  it('leave it to the step to wait as long as the site asks', async () => {
    const { site, replace } = await read()
    site.fail({ kind: 'slow-down', path: releaseOf(3), retryAfterS: 600, times: ATTEMPTS })
    await expect(replace(pages, 'two')).rejects.toMatchObject({
      type: 'Quota',
      nonRetryable: false,
      nextRetryDelay: 600_000,
    })
  })

  it('are those of a publication that was added, too', async () => {
    const { site, replace } = await read()
    site.change(siteChanges['publication-added']({ name: 'new', title: 'New' }))
    await replace(ees_pub_scrape, 'two')
    expect((await replace(pages, 'two')).changes).toMatchObject({
      added: 1,
      removed: 0,
      changed: 0,
    })
  })
})
