import { expect, test } from 'vitest'

import { createLimiter } from '../../../activities/sources/limiter.ts'
import { failureOf } from '../../support/read-all.ts'

test('a request waits for its turn, and is not sent once its step is cancelled', async () => {
  const limit = createLimiter(1)
  const first = Promise.withResolvers<string>()
  const cancel = new AbortController()
  const sent: string[] = []
  const signal = new AbortController().signal
  const one = limit(signal, () => first.promise)
  const two = limit(cancel.signal, async () => sent.push('two'))
  const three = limit(signal, async () => sent.push('three'))
  const refused = failureOf(two)
  cancel.abort(new Error('cancelled'))
  expect(sent).toEqual([])
  first.resolve('one')
  expect(await one).toBe('one')
  expect(await refused).toEqual(new Error('cancelled'))
  await three
  expect(sent).toEqual(['three'])
})

test('a request that fails makes room for the next', async () => {
  const limit = createLimiter(1)
  const { signal } = new AbortController()
  await expect(limit(signal, () => Promise.reject(new Error('one')))).rejects.toThrow('one')
  expect(await limit(signal, async () => 'two')).toBe('two')
})
