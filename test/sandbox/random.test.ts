import { expect, it } from 'vitest'

import { random, runningSums } from '../../sandbox/random.ts'

const draws = (...key: (string | number)[]) => {
  const draw = random(...key)
  return Array.from({ length: 50 }, () => draw.next())
}

it('draws the same for the same key, and something else for another', () => {
  expect(draws(1, 'a')).toEqual(draws(1, 'a'))
  expect(draws(1, 'a')).not.toEqual(draws(2, 'a'))
  expect(draws(1, 'a')).not.toEqual(draws(1, 'b'))
})

it('does not take two keys that read alike when joined for one', () => {
  expect(draws('1', '2')).not.toEqual(draws('12'))
})

it.each([0.01, 0.5, 3, 25, 400])('counts what happens %d times on average that often', (mean) => {
  const draw = random('poisson', mean)
  const tries = 20_000
  let sum = 0
  for (let at = 0; at < tries; at++) sum += draw.poisson(mean)
  expect(Math.abs(sum / tries - mean)).toBeLessThan(5 * Math.sqrt(mean / tries))
})

it('never counts what cannot happen', () => {
  expect(random('never').poisson(0)).toBe(0)
})

it('picks by weight', () => {
  const draw = random('pick')
  const sums = runningSums([1, 0, 3])
  const picked = [0, 0, 0]
  for (let at = 0; at < 8000; at++) {
    const place = draw.pick(sums)
    picked[place] = (picked[place] ?? 0) + 1
  }
  expect(picked[1]).toBe(0)
  expect(picked[2]).toBeGreaterThan(5700)
  expect(picked[2]).toBeLessThan(6300)
})
