import { expect, test } from 'vitest'

import { expression } from '../../pipelines/define.ts'
import { siteChanges } from '../../sandbox/site-changes.ts'
import type { RunStatus } from '../../workflows/status.ts'
import { contents, look } from '../support/contents.ts'
import { pipelineOfTest } from '../support/pipeline.ts'

const LISTS = ['ees_pub_scrape', 'ees_scrape_api_data_catalog', 'ees_scrape_release_pages']
const asked = { asOf: '2023-11-14', tables: LISTS }

const statesOf = ({ steps }: RunStatus) =>
  Object.fromEntries(steps.map(({ step, state }) => [step, state]))

test('the lists of a site that did not change are read and not written', async () => {
  const pipeline = await pipelineOfTest()
  const { warehouse } = pipeline
  const before = await contents(warehouse)
  const writes = () => look(warehouse, expression('select count(*) as n from analytics_ops.writes'))
  const written = await writes()
  const status = await pipeline.update(asked)
  for (const list of [...LISTS, 'ees_avg_readtime', 'ees_publication_summary'])
    expect(statesOf(status)[list]).toBe('current')
  expect(status.published).toMatchObject({ tables: [], keyMoved: false })
  expect(await writes()).toEqual(written)
  expect(await contents(warehouse)).toEqual(before)
})

test('what changed of the site comes through to the dashboard, and is told', async () => {
  const pipeline = await pipelineOfTest()
  const { sandbox, warehouse } = pipeline
  sandbox.site.change(siteChanges['data-set-withdrawn']({}))
  sandbox.site.change(siteChanges['publication-added']({ name: 'new', title: 'A new one' }))
  const status = await pipeline.update(asked)
  const changesOf = (name: string) => status.steps.find(({ step }) => step === name)?.changes
  expect(changesOf('ees_pub_scrape')).toEqual({
    added: 1,
    removed: 0,
    changed: 0,
    examples: ['added new: title "A new one"'],
  })
  expect(changesOf('ees_scrape_api_data_catalog')).toMatchObject({
    added: 0,
    removed: 1,
    changed: 0,
  })
  // Its page could only be asked for once the list of publications was there.
  expect(changesOf('ees_scrape_release_pages')).toMatchObject({ added: 1, removed: 0, changed: 0 })
  expect(
    await look(
      warehouse,
      expression("select title from analytics_app.ees_avg_readtime where slug = 'new'"),
    ),
  ).toEqual([{ title: 'A new one' }])
  const [kept] = await look(
    warehouse,
    expression(
      `select count(*) as cells, count(distinct run_id) as runs from analytics_ops.changes`,
    ),
  )
  // Of the publication two, of its page four, of the data set eight.
  expect(kept).toEqual({ cells: 2 + 4 + 8, runs: 1 })
})

test('a list of publications that cannot be read holds up what is asked for by it', async () => {
  const pipeline = await pipelineOfTest()
  const { sandbox, warehouse } = pipeline
  const before = await contents(warehouse)
  sandbox.site.fail({ kind: 'unreadable-count', path: /find-statistics\?/ })
  const { message } = await pipeline.failure(asked)
  expect(message).toContain('ees_pub_scrape: Reading page 1 of the site')
  expect(message).toMatch(
    /Not built for want of these: ees_scrape_release_pages, .*ees_avg_readtime/,
  )
  expect(sandbox.site.requests.some(({ path }) => /find-statistics\/[^?]/.test(path))).toBe(false)
  expect(await contents(warehouse)).toEqual(before)
})
