import { expect, test } from 'vitest'

import type { ReplaceFacts } from '../../../checks/facts.ts'
import { stop } from '../../../checks/finding.ts'
import { appTable, sql } from '../../../pipelines/define.ts'
import type { WarehouseHarness } from './harness.ts'
import { Scene, scope } from './scene.ts'
import { topics } from './tables.ts'

const old = [
  ['a', 'Apples'],
  ['b', 'Bananas'],
  ['c', 'Cherries'],
] as const
const next = [
  ['a', 'Apples'],
  ['b', 'Blackberries'],
  ['d', "D'Anjou pears"],
] as const

const titles = appTable('titles', {
  columns: { title: 'STRING' },
  key: ['title'],
  sql: sql`select distinct title from ${topics}`,
})

const text = (slug: string, title: string) => JSON.stringify({ slug, title })

export function replaceContract(harness: WarehouseHarness): void {
  const filled = async () => {
    const scene = await Scene.prepared(harness)
    await scene.replace(topics, old)
    return scene
  }

  test('puts the new list in the place of the old one', async () => {
    const scene = await filled()
    expect(await scene.replace(topics, next)).toEqual({ rows: 2, changed: true, findings: [] })
    expect(await scene.rows(topics)).toEqual(next)
  })

  test('shows the judge what is new and what is gone, whole rows compared', async () => {
    const scene = await filled()
    const seen: ReplaceFacts[] = []
    await scene.replace(topics, next, (facts) => (seen.push(facts), []))
    expect(seen).toEqual([
      {
        before: 3,
        after: 3,
        added: { count: 2, examples: [text('b', 'Blackberries'), text('d', "D'Anjou pears")] },
        removed: { count: 2, examples: [text('b', 'Bananas'), text('c', 'Cherries')] },
        nulls: new Map(),
        duplicates: { count: 0, examples: [] },
      },
    ])
  })

  test('shows the judge keys that come twice, and NULLs', async () => {
    const scene = await Scene.prepared(harness)
    const seen: ReplaceFacts[] = []
    const rows = [
      ['a', 'Apples'],
      ['a', 'Apricots'],
      ['b', null],
      [null, null],
    ]
    await scene.replace(topics, rows, (facts) => (seen.push(facts), []))
    expect(seen[0]).toMatchObject({
      before: 0,
      after: 4,
      added: { count: 4 },
      removed: { count: 0, examples: [] },
      duplicates: { count: 1, examples: ['{"slug":"a","rows":2}'] },
      nulls: new Map([
        ['slug', { count: 1, examples: ['{"slug":null,"title":null}'] }],
        [
          'title',
          { count: 2, examples: ['{"slug":null,"title":null}', '{"slug":"b","title":null}'] },
        ],
      ]),
    })
  })

  test('tells the same row once from the same row twice', async () => {
    const scene = await filled()
    const twice = [...old, ['a', 'Apples']] as const
    expect(await scene.replace(topics, twice)).toMatchObject({ rows: 1, changed: true })
    expect(await scene.rows(topics)).toHaveLength(4)
  })

  test('the same list again, in another order, is no change', async () => {
    const scene = await filled()
    await scene.warehouse.prepare([titles], 'sandbox')
    await scene.release([titles])
    expect(await scene.replace(topics, old.toReversed())).toMatchObject({ rows: 0, changed: false })
    expect(await scene.warehouse.isCurrent(titles, scope('r2'))).toBe(true)
    await scene.replace(topics, next)
    expect(await scene.warehouse.isCurrent(titles, scope('r2'))).toBe(false)
  })

  test('a finding that stops undoes it', async () => {
    const scene = await filled()
    const finding = stop('no-row-gone', {
      table: 'topics',
      count: 1,
      message: 'As the test wants it.',
    })
    const written = await scene.replace(topics, next, () => [finding])
    expect(written).toEqual({ rows: 0, changed: false, findings: [finding] })
    expect(await scene.rows(topics)).toEqual(old)
  })

  test('an empty list is for the judge to refuse', async () => {
    const scene = await filled()
    const seen: ReplaceFacts[] = []
    const written = await scene.replace(topics, [], (facts) => (seen.push(facts), []))
    expect(seen[0]).toMatchObject({
      before: 3,
      after: 0,
      added: { count: 0 },
      removed: { count: 3 },
    })
    expect(written).toMatchObject({ rows: 0, changed: true })
    expect(await scene.rows(topics)).toEqual([])
  })
}
