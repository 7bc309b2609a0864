import { expect, it } from 'vitest'

import { Kept } from '../../sandbox/kept.ts'

const kept = () => new Kept<string>(10, ({ length }) => length)

it('lets go of what was used longest ago', () => {
  const values = kept()
  values.set('a', 'aaaa')
  values.set('b', 'bbbb')
  values.get('a')
  values.set('c', 'cccc')
  expect([values.get('a'), values.get('b'), values.get('c')]).toEqual(['aaaa', undefined, 'cccc'])
})

it('does not keep what is larger than all there is room for, nor lose the rest for it', () => {
  const values = kept()
  values.set('a', 'aaaa')
  expect(values.set('huge', 'x'.repeat(11))).toHaveLength(11)
  expect([values.get('a'), values.get('huge')]).toEqual(['aaaa', undefined])
})

it('counts a value that replaces another once', () => {
  const values = kept()
  for (let at = 0; at < 5; at++) values.set('a', 'aaaa')
  values.set('b', 'bbbb')
  expect([values.get('a'), values.get('b')]).toEqual(['aaaa', 'bbbb'])
})
