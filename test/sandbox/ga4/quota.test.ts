import { expect, it } from 'vitest'

import { tokensFor } from '../../../sandbox/ga4/quota.ts'
import { startSandbox } from '../../../sandbox/sandbox.ts'
import { clientFor, pagesOf } from '../../support/sandbox-ga4.ts'

it.each([
  [{ days: 7, columns: 3, rows: 100 }, 1],
  [{ days: 28, columns: 19, rows: 100 }, 4],
  [{ days: 365, columns: 2, rows: 365 }, 7],
])('charges for %j what the API was seen to charge', (report, tokens) => {
  expect(tokensFor(report)).toBe(tokens)
})

const startWith = (quotas: object) => startSandbox({ scale: 0.01, to: '2024-12-31', quotas })

it('is used up at last', async () => {
  const small = await startWith({ tokensPerHour: 2 })
  const other = clientFor(small)
  const request = pagesOf(small)
  await other.runReport(request)
  await other.runReport(request)
  await expect(other.runReport(request)).rejects.toMatchObject({
    code: 8,
    message: /Exhausted property tokens per hour/,
  })
  await other.close()
  await small.close()
})

it('lets so many requests in at once', async () => {
  const small = await startWith({ concurrentRequests: 2 })
  const other = clientFor(small)
  small.faults.add({ kind: 'hang', times: 2 })
  const request = pagesOf(small)
  const hanging = [1, 2].map(() =>
    other.runReport(request, { timeout: 1500 }).catch(() => 'gave up'),
  )
  await expect.poll(() => small.requests.runReport).toBe(2)
  await expect(other.runReport(request)).rejects.toMatchObject({
    code: 8,
    message: /Exhausted concurrent requests quota/,
  })
  expect(await Promise.all(hanging)).toEqual(['gave up', 'gave up'])
  await expect
    .poll(async () => (await other.runReport(request))[0].kind)
    .toBe('analyticsData#runReport')
  await other.close()
  await small.close()
})
