import { setImmediate, setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { afterEach, expect, test, vi } from 'vitest'

import { createLimiter } from '../../../activities/sources/limiter.ts'
import { ees_ga4_time_on_page } from '../../../pipelines/ees/raw/ees_ga4_time_on_page.ts'
import { apiServer } from '../../support/api-server.ts'
import { ga4Report } from '../../support/ga4-report.ts'
import { answers, ga4, pagesOf, timeOnPage, WINDOW } from '../../support/ga4-source.ts'
import { failureOf, readPages, rowsOf } from '../../support/read-all.ts'

const COUNTED = timeOnPage(47)

afterEach(() => {
  vi.restoreAllMocks()
})

test.for(['hang', 'stall'] as const)(
  'a cancelled step ends a request that %ss, with the reason',
  async (fault) => {
    await using server = await apiServer((asked) => ({
      body: ga4Report(asked, COUNTED),
      ...(asked.number === 1 && { fault }),
    }))
    const cancel = new AbortController()
    const pages = pagesOf(server, cancel.signal)
    await pages.next()
    const reason = new Error('cancelled by a person')
    const next = failureOf(pages.next())
    await vi.waitFor(() => expect(server.asked).toHaveLength(2))
    cancel.abort(reason)
    expect(await next).toBe(reason)
    await vi.waitFor(() => expect(server.underWay()).toBe(0))
  },
)

test('a caller who stops early leaves no request behind', async () => {
  await using server = await apiServer((asked) => ({
    body: ga4Report(asked, COUNTED),
    ...(asked.number === 1 && { fault: 'hang' as const }),
  }))
  const pages = pagesOf(server)
  await pages.next()
  await vi.waitFor(() => expect(server.underWay()).toBe(1))
  await pages.return?.()
  await vi.waitFor(() => expect(server.underWay()).toBe(0))
  expect(server.asked).toHaveLength(2)
})

test('a caller who stops before the next request is sent ends nothing but the reading', async () => {
  await using server = await apiServer(answers(COUNTED))
  const pages = pagesOf(server)
  await pages.next()
  await pages.return?.()
  await setTimeout(50)
  expect(server.asked).toHaveLength(1)
})

test('the next page is asked for while the caller works on one, and none beyond it', async () => {
  await using server = await apiServer(answers(COUNTED))
  const pages = pagesOf(server)
  await pages.next()
  await vi.waitFor(() => expect(server.asked).toHaveLength(2))
  await setTimeout(50)
  expect(server.asked).toHaveLength(2)
  await pages.return?.()
})

test('a page ahead that fails while the caller works ends nothing but the reading', async () => {
  await using server = await apiServer((asked) =>
    asked.number === 0 ? { body: ga4Report(asked, COUNTED) } : { status: 500, body: '{}' },
  )
  const pages = pagesOf(server)
  await pages.next()
  await vi.waitFor(() => expect(server.asked).toHaveLength(2))
  await setTimeout(50)
  expect(await failureOf(pages.next())).toMatchObject({ type: 'Unavailable' })
})

test('all readings together keep to the limit on requests under way', async () => {
  await using server = await apiServer(async (asked) => {
    await setTimeout(20)
    return { body: ga4Report(asked, COUNTED) }
  })
  const limit = createLimiter(2)
  const readings = Array.from({ length: 6 }, () =>
    readPages(ga4(server, { limit }).read, ees_ga4_time_on_page, WINDOW),
  )
  for (const pages of await Promise.all(readings)) expect(rowsOf(pages)).toHaveLength(47)
  expect(server.mostAtOnce()).toBe(2)
})

test('pages that arrive together are decoded with a turn of the event loop between them', async () => {
  const arrived = Promise.withResolvers<void>()
  await using server = await apiServer(async (asked) => {
    if (asked.number === 3) arrived.resolve()
    await arrived.promise
    return { body: ga4Report(asked, timeOnPage(5)) }
  })
  let turn = 0
  const turns: number[] = []
  const parse = JSON.parse
  vi.spyOn(JSON, 'parse').mockImplementation((text, reviver) => {
    if (text.includes('analyticsData#runReport')) turns.push(turn)
    return parse(text, reviver)
  })
  const readings = Promise.all(
    Array.from({ length: 4 }, () => readPages(ga4(server).read, ees_ga4_time_on_page, WINDOW)),
  )
  const reading = { goesOn: true }
  const done = readings.finally(() => (reading.goesOn = false))
  while (reading.goesOn) {
    await setImmediate()
    turn += 1
  }
  await done
  expect(turns).toHaveLength(4)
  expect(new Set(turns).size).toBe(4)
})

test('pages that were handed over are not kept in memory', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const heldMb = () => {
    collect()
    return process.memoryUsage().heapUsed / 1e6
  }
  const rows = timeOnPage(5000)
  // An answer of five thousand rows takes some 5 MB while it is decoded.
  await using server = await apiServer((asked) => {
    const report = ga4Report({ ...asked, body: { ...asked.body, offset: '0' } }, rows)
    return { body: JSON.stringify({ ...report, rowCount: 40_000 }) }
  })
  const held: number[] = []
  for await (const _ of ga4(server, { pageRows: 5000 }).read(
    ees_ga4_time_on_page,
    WINDOW,
    new AbortController().signal,
  ))
    held.push(heldMb())
  expect(held).toHaveLength(8)
  expect((held.at(-2) ?? 0) - (held[1] ?? 0)).toBeLessThan(15)
})
