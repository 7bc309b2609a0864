import { expect, test } from 'vitest'

import { SharedReader } from '../../../activities/warehouse/shared-reader.ts'

/** Reads that a test ends one by one; each gives how many had begun before it. */
function reads() {
  const open: PromiseWithResolvers<number>[] = []
  let begun = 0
  const reader = new SharedReader(() => {
    const read = Promise.withResolvers<number>()
    open.push(read)
    begun += 1
    return read.promise
  })
  const end = async () => {
    await expect.poll(() => open.length).toBeGreaterThan(0)
    open.shift()?.resolve(begun)
  }
  const fail = async (error: Error) => {
    await expect.poll(() => open.length).toBeGreaterThan(0)
    open.shift()?.reject(error)
  }
  return { reader, end, fail, begun: () => begun }
}

test('who asks while a read is under way shares the next, and not that one', async () => {
  const { reader, end, begun } = reads()
  const first = reader.current()
  await expect.poll(begun).toBe(1)
  const others = [reader.current(), reader.current()]
  await end()
  expect(await first).toBe(1)
  await end()
  expect(await Promise.all(others)).toEqual([2, 2])
})

test('what is known is what was read last, until it is let go', async () => {
  const { reader, end } = reads()
  const [first] = await Promise.all([reader.known(), end()])
  expect(first).toBe(1)
  expect(await reader.known()).toBe(1)
  reader.forget()
  const [again] = await Promise.all([reader.known(), end()])
  expect(again).toBe(2)
})

test('a read that fails is known of by those who asked alone', async () => {
  const { reader, end, fail } = reads()
  const error = new Error('As the test wants it.')
  const [first] = await Promise.allSettled([reader.known(), fail(error)])
  expect(first).toMatchObject({ status: 'rejected', reason: error })
  const [again] = await Promise.all([reader.known(), end()])
  expect(again).toBe(2)
})
