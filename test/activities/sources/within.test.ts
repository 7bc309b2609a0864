import { getEventListeners } from 'node:events'
import { setTimeout } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { within } from '../../../activities/sources/within.ts'

const never = (signal: AbortSignal) => setTimeout(60_000, 'late', { signal })

test('work that is done in time is given back, and leaves no listener', async () => {
  const { signal } = new AbortController()
  expect(await within(1000, signal, async () => 'done')).toBe('done')
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('work that is late is cut off with a TimeoutError', async () => {
  const { signal } = new AbortController()
  await expect(within(10, signal, never)).rejects.toThrow(
    expect.objectContaining({ name: 'TimeoutError' }),
  )
})

test("work is cut off with the caller's reason", async () => {
  const cancel = new AbortController()
  const work = within(1000, cancel.signal, never)
  cancel.abort(new Error('cancelled'))
  await expect(work).rejects.toThrow('cancelled')
})

test('work is not begun for a caller who has cancelled', async () => {
  await expect(
    within(1000, AbortSignal.abort(new Error('cancelled')), async () => 'done'),
  ).rejects.toThrow('cancelled')
})

test('a failure of the work itself stays as it is', async () => {
  const { signal } = new AbortController()
  await expect(within(1000, signal, () => Promise.reject(new Error('ours')))).rejects.toThrow(
    'ours',
  )
})
