import { describe, expect, it } from 'vitest'

import { ees_pub_scrape } from '../../pipelines/ees/raw/ees_pub_scrape.ts'
import { ees_scrape_api_data_catalog as catalogue } from '../../pipelines/ees/raw/ees_scrape_api_data_catalog.ts'
import { dataSets } from '../../sandbox/data-sets.ts'
import { publications } from '../../sandbox/publications.ts'
import { siteChanges } from '../../sandbox/site-changes.ts'
import { siteLists } from '../support/site-lists.ts'

const all = dataSets(publications())
const [first, second] = all
const publicationOf = (slug = '') => publications().find((listed) => listed.slug === slug)

describe('the data catalogue', () => {
  it('becomes the table, a row for each data set', async () => {
    const { replace, rows } = await siteLists()
    const outcome = await replace(catalogue)
    expect(outcome).toEqual({ state: 'replaced', rows: all.length, findings: [] })
    expect(await rows(catalogue)).toEqual(
      all
        .map((set) => ({
          publication: publicationOf(set.publication)?.title,
          dataset_name: set.title,
          dataset_id: set.id,
          link: `/data-catalogue/data-set/${set.id}`,
          published: set.published,
          last_updated: set.lastUpdated,
          api_dataset_id: set.apiId,
          publication_id: publicationOf(set.publication)?.id,
        }))
        .toSorted((a, b) =>
          `${a.publication} ${a.dataset_name}` < `${b.publication} ${b.dataset_name}` ? -1 : 1,
        ),
    )
  })

  it('is written once while it does not change', async () => {
    const { replace, ops } = await siteLists()
    await replace(catalogue)
    expect(await replace(catalogue, 'two')).toEqual({ state: 'current', rows: 0, findings: [] })
    expect(await ops('writes')).toHaveLength(1)
    expect(await ops('changes')).toEqual([])
  })

  it('tells what was added, removed and changed, and keeps each cell', async () => {
    const { site, replace, rows, ops } = await siteLists({ dataSets: all.slice(1) })
    await replace(catalogue)
    site.change({ dataSets: all })
    site.change(siteChanges['data-set-withdrawn']({ name: second?.id ?? '' }))
    site.change(siteChanges['data-set-renamed']({ name: all[2]?.id ?? '', title: 'Another name' }))
    const outcome = await replace(catalogue, 'two')
    const title = (slug = '') => publicationOf(slug)?.title
    expect(outcome).toMatchObject({
      state: 'replaced',
      rows: 2,
      changes: {
        added: 1,
        removed: 1,
        changed: 1,
        examples: [
          `added ${first?.id}: publication "${title(first?.publication)}", dataset_name "${first?.title}"`,
          `removed ${second?.id}: publication "${title(second?.publication)}", dataset_name "${second?.title}"`,
          `changed ${all[2]?.id}: dataset_name "${all[2]?.title}" -> "Another name"`,
        ],
      },
      findings: [{ severity: 'warn', check: 'no-row-gone', count: 1 }],
    })
    expect(await rows(catalogue)).toHaveLength(all.length - 1)
    const changes = await ops('changes')
    expect(changes).toHaveLength(8 + 8 + 1)
    expect(changes).toContainEqual({
      run_id: 'two',
      table_name: catalogue.name,
      changed_at: expect.any(String),
      kind: 'changed',
      row_key: all[2]?.id,
      column_name: 'dataset_name',
      old_value: all[2]?.title,
      new_value: 'Another name',
    })
  })

  it('follows a publication that is called otherwise', async () => {
    const { site, replace } = await siteLists()
    await replace(catalogue)
    const slug = first?.publication ?? ''
    site.change(siteChanges['title-changed']({ name: slug, title: 'Another title' }))
    const { changes } = await replace(catalogue, 'two')
    const count = all.filter(({ publication }) => publication === slug).length
    expect(changes).toMatchObject({ added: 0, removed: 0, changed: count })
    expect(changes?.examples[0]).toMatch(/: publication ".*" -> "Another title"$/)
  })

  it('is stopped when it is shorter than ten, and stays as it was', async () => {
    const { site, replace, rows } = await siteLists({ dataSets: all.slice(0, 10) })
    await replace(catalogue)
    site.change({ dataSets: all.slice(0, 9) })
    await expect(replace(catalogue, 'two')).rejects.toMatchObject({
      type: 'CheckFailed',
      nonRetryable: true,
      message: expect.stringMatching(/list-within-bounds.*9 rows.*at least 10/),
    })
    expect(await rows(catalogue)).toHaveLength(10)
  })

  it('may lack the ids of other services, and says so', async () => {
    const { site, replace, rows } = await siteLists({ dataSets: all.slice(0, 10) })
    site.fail({ kind: 'no-next-data', times: 100 })
    const { findings } = await replace(catalogue)
    expect(findings).toMatchObject([{ severity: 'warn', check: 'no-nulls', count: 20 }])
    expect(findings[0]?.message).toContain('api_dataset_id 10, publication_id 10')
    expect(await rows(catalogue)).toHaveLength(10)
  })

  it('does not change while the public API is down', async () => {
    const { site, replace } = await siteLists()
    await replace(catalogue)
    site.fail({ kind: 'no-api-data-set', times: 100 })
    expect(await replace(catalogue, 'two')).toMatchObject({ state: 'current' })
  })

  it.each(['failed-back-end', 'short-list', 'wrong-count', 'server-error'] as const)(
    'is not written from a list that is not whole (%s)',
    async (kind) => {
      const { site, replace, ops } = await siteLists()
      await replace(catalogue)
      site.fail({ kind, path: /data-catalogue\?.*page=2/, times: 100 })
      await expect(replace(catalogue, 'two')).rejects.toMatchObject({ nonRetryable: false })
      expect(await ops('writes')).toHaveLength(1)
    },
  )
})

describe('the publications', () => {
  it('are written once while they do not change', async () => {
    const { replace, ops } = await siteLists()
    expect(await replace(ees_pub_scrape)).toMatchObject({ state: 'replaced' })
    expect(await replace(ees_pub_scrape, 'two')).toEqual({
      state: 'current',
      rows: 0,
      findings: [],
    })
    expect(await ops('writes')).toHaveLength(1)
  })

  it('tell what was added, and what is called otherwise', async () => {
    const { site, replace } = await siteLists()
    await replace(ees_pub_scrape)
    const [{ slug, title } = { slug: '', title: '' }] = publications()
    site.change(siteChanges['publication-added']({ name: 'new', title: 'New' }))
    site.change(siteChanges['title-changed']({ name: slug, title: 'Another title' }))
    expect(await replace(ees_pub_scrape, 'two')).toEqual({
      state: 'replaced',
      rows: 2,
      findings: [],
      changes: {
        added: 1,
        removed: 0,
        changed: 1,
        examples: [
          'added new: title "New"',
          `changed ${slug}: title "${title}" -> "Another title"`,
        ],
      },
    })
  })
})
