import { expect, test } from 'vitest'

import type { ReplaceFacts } from '../../../checks/facts.ts'
import { stop } from '../../../checks/finding.ts'
import { appTable, sql } from '../../../pipelines/define.ts'
import { parquetOf } from '../../support/parquet.ts'
import type { WarehouseHarness } from './harness.ts'
import { Scene, scope } from './scene.ts'
import { pairs, topics } from './tables.ts'

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
    expect(await scene.replace(topics, next)).toMatchObject({
      rows: 2,
      changed: true,
      findings: [],
    })
    expect(await scene.rows(topics)).toEqual(next)
  })

  test('tells and keeps what became of each cell', async () => {
    const scene = await filled()
    const { changes } = await scene.replace(topics, next)
    expect(changes).toEqual([
      { kind: 'added', key: 'd', column: 'slug', old: null, next: 'd' },
      { kind: 'added', key: 'd', column: 'title', old: null, next: "D'Anjou pears" },
      { kind: 'removed', key: 'c', column: 'slug', old: 'c', next: null },
      { kind: 'removed', key: 'c', column: 'title', old: 'Cherries', next: null },
      { kind: 'changed', key: 'b', column: 'title', old: 'Bananas', next: 'Blackberries' },
    ])
    const kept = await scene.ops('changes')
    expect(kept).toHaveLength(5)
    expect(kept).toContainEqual({
      run_id: 'r1',
      table_name: 'topics',
      changed_at: expect.stringMatching(/^\d{4}-.*Z$/),
      kind: 'changed',
      row_key: 'b',
      column_name: 'title',
      old_value: 'Bananas',
      new_value: 'Blackberries',
    })
  })

  test('tells a repeated step of the same run what it changed, and another run nothing', async () => {
    const scene = await filled()
    const { changes } = await scene.replace(topics, next)
    const again = await scene.replace(topics, next)
    expect(again).toEqual({ rows: 0, changed: false, findings: [], changes })
    const file = await parquetOf(topics.columns, next)
    const other = await scene.warehouse.replace({ table: topics, file }, () => [], scope('r2'))
    expect(other).toEqual({ rows: 0, changed: false, findings: [], changes: [] })
    expect(await scene.ops('changes')).toHaveLength(5)
  })

  test('the first rows of a list are no changes', async () => {
    const scene = await Scene.prepared(harness)
    expect(await scene.replace(topics, old)).toMatchObject({ rows: 3, changes: [] })
    expect(await scene.ops('changes')).toEqual([])
  })

  test('rows that no other key names are told apart by all of it', async () => {
    const scene = await Scene.prepared(harness)
    await scene.replace(pairs, old)
    const { changes } = await scene.replace(pairs, next)
    expect(changes.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'added b, Blackberries',
      'added b, Blackberries',
      "added d, D'Anjou pears",
      "added d, D'Anjou pears",
      'removed b, Bananas',
      'removed b, Bananas',
      'removed c, Cherries',
      'removed c, Cherries',
    ])
    expect(await scene.rows(pairs)).toEqual(next)
  })

  test('shows the judge what is new, what is gone and what is otherwise, by key', async () => {
    const scene = await filled()
    const seen: ReplaceFacts[] = []
    await scene.replace(topics, next, (facts) => (seen.push(facts), []))
    expect(seen).toEqual([
      {
        before: 3,
        after: 3,
        added: { count: 1, examples: [text('d', "D'Anjou pears")] },
        removed: { count: 1, examples: [text('c', 'Cherries')] },
        changed: { count: 1, examples: [text('b', 'Blackberries')] },
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
    const finding = stop('no-duplicates', {
      table: 'topics',
      count: 1,
      message: 'As the test wants it.',
    })
    await scene.replace(topics, rows, (facts) => (seen.push(facts), [finding]))
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

  test('refuses a key that comes twice, whatever the judge says', async () => {
    const scene = await filled()
    for (const again of ['Apples', 'Apricots'])
      await expect(scene.replace(topics, [...old, ['a', again]])).rejects.toMatchObject({
        type: 'Warehouse',
        nonRetryable: true,
      })
    expect(await scene.rows(topics)).toEqual(old)
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
    expect(written).toEqual({ rows: 0, changed: false, findings: [finding], changes: [] })
    expect(await scene.ops('changes')).toEqual([])
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
