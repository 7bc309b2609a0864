import { expect, it } from 'vitest'

import { Catalogue, type Entry } from '../../../sandbox/generate/catalogue.ts'
import { random } from '../../../sandbox/random.ts'

interface Thing extends Entry {
  readonly name: string
  readonly mean: number
}

const occurring = (entries: readonly Thing[], day: string, attention = [1, 1]) => {
  const told: Record<string, number> = {}
  const mood = { day, busy: 1, attention: Float64Array.from(attention) }
  new Catalogue(entries, ({ mean }) => mean).occur(random(day), mood, ({ name }, times) => {
    told[name] = times
  })
  return told
}

it('keeps to the days on which a thing can occur', () => {
  const thing = { name: 'a', publication: -1, mean: 1000, from: '2024-01-02', to: '2024-01-03' }
  expect(occurring([thing], '2024-01-01')).toEqual({})
  expect(occurring([thing], '2024-01-02')['a']).toBeGreaterThan(800)
  expect(occurring([thing], '2024-01-03')['a']).toBeGreaterThan(800)
  expect(occurring([thing], '2024-01-04')).toEqual({})
})

it('follows the attention a publication has', () => {
  const thing = { name: 'a', publication: 0, mean: 1000 }
  expect(occurring([thing], '2024-01-01', [1, 3])['a']).toBeGreaterThan(2500)
  expect(occurring([thing], '2024-01-01', [3, 0])).toEqual({})
})

it('lets one of a group occur however rare they are, one that can occur that day', () => {
  const rare = { publication: -1, mean: 1e-9, group: 'g' }
  const things = [
    { ...rare, name: 'gone', to: '2023-12-31' },
    { ...rare, name: 'first' },
    { ...rare, name: 'second' },
  ]
  expect(occurring(things, '2024-01-01')).toEqual({ first: 1 })
})
