import { expect, it } from 'vitest'

import { listChanges } from '../../activities/list-changes.ts'
import type { Change } from '../../activities/warehouse/warehouse.ts'

const cells = (
  kind: Change['kind'],
  key: string,
  values: Record<string, [string | null, string | null]>,
) =>
  Object.entries(values).map(([column, [old, next]]): Change => ({ kind, key, column, old, next }))

it('is nothing where nothing changed', () => {
  expect(listChanges([], ['id'])).toBeUndefined()
})

it('counts rows, and tells of each which it is and what became of it', () => {
  const changes = [
    ...cells('added', 'a', {
      id: [null, 'a'],
      title: [null, 'A'],
      link: [null, '/a'],
      day: [null, '1'],
    }),
    ...cells('removed', 'b', { id: ['b', null], title: ['B', null] }),
    ...cells('changed', 'c', { title: ['C', 'New C'], link: [null, '/c'], day: ['1', null] }),
    ...cells('changed', 'd', { title: ['D', 'New D'] }),
  ]
  expect(listChanges(changes, ['id'])).toEqual({
    added: 1,
    removed: 1,
    changed: 2,
    examples: [
      'added a: title "A", link "/a"',
      'removed b: title "B"',
      'changed c: title "C" -> "New C", link NULL -> "/c", day "1" -> NULL',
      'changed d: title "D" -> "New D"',
    ],
  })
})

it('shows five rows, and no text whole that is long', () => {
  const changes = Array.from({ length: 7 }, (_, at) =>
    cells('changed', `${at}`, { title: ['x'.repeat(81), 'y'.repeat(80)] }),
  ).flat()
  const found = listChanges(changes, ['id'])
  expect(found?.changed).toBe(7)
  expect(found?.examples).toHaveLength(5)
  expect(found?.examples[0]).toBe(`changed 0: title "${'x'.repeat(80)}…" -> "${'y'.repeat(80)}"`)
})
