import { setTimeout } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { inOrder } from '../../../activities/sources/in-order.ts'

test('results come in the order of the inputs, whichever is done first', async () => {
  const results = inOrder([30, 1, 20, 5], 3, async (ms) => {
    await setTimeout(ms)
    return ms
  })
  expect(await Array.fromAsync(results)).toEqual([30, 1, 20, 5])
})

test('no more than the width are under way, and no more are begun than the caller has room for', async () => {
  const begun: number[] = []
  const results = inOrder([1, 2, 3, 4, 5], 2, async (input) => {
    begun.push(input)
    return input
  })
  expect(begun).toEqual([1, 2])
  await results.next()
  expect(begun).toEqual([1, 2, 3])
  await setTimeout(5)
  expect(begun).toEqual([1, 2, 3])
})

test('a failure comes in its turn, and nothing is begun after it', async () => {
  const begun: number[] = []
  const results = inOrder([1, 2, 3, 4], 2, async (input) => {
    begun.push(input)
    if (input === 2) throw new Error('two')
    return input
  })
  await setTimeout(5)
  expect(await results.next()).toEqual({ done: false, value: 1 })
  await expect(results.next()).rejects.toThrow('two')
  expect(await results.next()).toEqual({ done: true, value: undefined })
  expect(begun).toEqual([1, 2, 3])
})
