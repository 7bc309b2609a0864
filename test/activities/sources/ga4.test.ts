import { expect, test } from 'vitest'

import { ees_ga4_device_browser } from '../../../pipelines/ees/raw/ees_ga4_device_browser.ts'
import { ees_ga4_page } from '../../../pipelines/ees/raw/ees_ga4_page.ts'
import { ees_ga4_time_on_page } from '../../../pipelines/ees/raw/ees_ga4_time_on_page.ts'
import { apiServer } from '../../support/api-server.ts'
import { ga4Report } from '../../support/ga4-report.ts'
import { answers, ga4, timeOnPage, WINDOW } from '../../support/ga4-source.ts'
import { failureOf, readPages, rowsOf } from '../../support/read-all.ts'

const byDateAndPath = (one: readonly unknown[], other: readonly unknown[]) =>
  String(one) < String(other) ? -1 : 1

test('every row of every page comes once, though the server orders only what it is asked to', async () => {
  const rows = timeOnPage(47)
  await using server = await apiServer(answers(rows))
  const pages = await readPages(ga4(server).read, ees_ga4_time_on_page, WINDOW)
  expect(pages.map(({ frame }) => frame.shape[0])).toEqual([10, 10, 10, 10, 7])
  const expected = rows.map((row) => [
    `2024-08-0${row['date']?.at(-1)}`,
    row['pagePath'],
    Number(row['screenPageViews']),
    Number(row['sessions']),
    Number(row['userEngagementDuration']),
  ])
  expect(rowsOf(pages)).toEqual(expected.toSorted(byDateAndPath))
})

test('a frame has the columns of the table in order, typed as declared', async () => {
  await using server = await apiServer(answers(timeOnPage(3)))
  const [page] = await readPages(ga4(server).read, ees_ga4_time_on_page, WINDOW)
  expect(page?.frame.columns).toEqual(Object.keys(ees_ga4_time_on_page.columns))
  expect(page?.frame.dtypes).toEqual(['string', 'string', 'float32', 'float32', 'float32'])
})

test('what is asked: all dimensions in the order, the whole window, the quota, no credentials', async () => {
  await using server = await apiServer(answers(timeOnPage(3)))
  await readPages(ga4(server).read, ees_ga4_time_on_page, WINDOW)
  const [asked] = server.asked
  expect(asked?.path).toMatch(/^\/v1beta\/properties\/1:runReport/)
  expect(asked?.headers).not.toHaveProperty('authorization')
  expect(asked?.body).toMatchObject({
    dateRanges: [{ startDate: '2024-08-01', endDate: '2024-08-03' }],
    dimensions: [{ name: 'date' }, { name: 'pagePath' }],
    metrics: [
      { name: 'screenPageViews' },
      { name: 'sessions' },
      { name: 'userEngagementDuration' },
    ],
    orderBys: [
      { dimension: { dimensionName: 'date' } },
      { dimension: { dimensionName: 'pagePath' } },
    ],
    limit: '10',
    returnPropertyQuota: true,
  })
})

test('a window without rows is one page without rows, with its columns and reason', async () => {
  await using server = await apiServer((asked) => {
    const { rows: _, ...report } = ga4Report(asked, [])
    return { body: { ...report, metadata: { emptyReason: 'NO_DATA_IN_RANGE' } } }
  })
  const pages = await readPages(ga4(server).read, ees_ga4_time_on_page, WINDOW)
  expect(pages).toHaveLength(1)
  expect(pages[0]?.frame.shape).toEqual([0, 5])
  expect(rowsOf(pages)).toEqual([])
  expect(pages[0]?.withheld.truncated).toEqual(['NO_DATA_IN_RANGE'])
})

test('a ratio is worked out, and 0 where the divisor is 0', async () => {
  const row = { date: '20240801', deviceCategory: 'mobile', browser: 'Safari', bounceRate: '0.5' }
  const counts = { totalUsers: '1', newUsers: '1', sessions: '1', userEngagementDuration: '30' }
  await using server = await apiServer(
    answers([
      { ...row, ...counts, pagePath: '/a', screenPageViews: '4' },
      { ...row, ...counts, pagePath: '/b', screenPageViews: '0' },
    ]),
  )
  const pages = await readPages(ga4(server).read, ees_ga4_device_browser, WINDOW)
  const at = Object.keys(ees_ga4_device_browser.columns).indexOf('avgTimeOnPage')
  expect(rowsOf(pages).map((cells) => cells[at])).toEqual([7.5, 0])
})

test('a missing value stays NULL, for the checks to name its row', async () => {
  await using server = await apiServer(
    answers([
      { date: '20240801', pagePath: '/a', screenPageViews: '4', userEngagementDuration: '1' },
    ]),
  )
  const pages = await readPages(ga4(server).read, ees_ga4_time_on_page, WINDOW)
  expect(rowsOf(pages)).toEqual([['2024-08-01', '/a', 4, null, 1]])
})

test('each flag of the answer is handed on, and the quota', async () => {
  await using server = await apiServer((asked) => ({
    body: {
      ...ga4Report(asked, timeOnPage(3)),
      metadata: {
        dataLossFromOtherRow: true,
        subjectToThresholding: true,
        samplingMetadatas: [{ samplesReadCount: '250', samplingSpaceSize: '1000' }],
        dataTruncationReasons: [{ dataTruncationType: 3, dataTruncationMessage: 'cut' }],
      },
      propertyQuota: {
        tokensPerDay: { consumed: 5, remaining: 199_995 },
        tokensPerHour: { consumed: 5, remaining: 39_995 },
      },
    },
  }))
  const [page] = await readPages(ga4(server).read, ees_ga4_time_on_page, WINDOW)
  expect(page?.withheld).toEqual({
    otherRow: true,
    thresholded: true,
    sampledShare: 0.25,
    truncated: ['DATA_TRUNCATION_TYPE_DV360: cut'],
  })
  expect(page?.quota).toEqual({ tokensLeftToday: 199_995, tokensLeftThisHour: 39_995 })
})

test('a table of another source is refused', async () => {
  await using server = await apiServer(() => ({}))
  const table = { ...ees_ga4_page, source: { kind: 'frozen' as const } }
  expect(await failureOf(readPages(ga4(server).read, table, WINDOW))).toMatchObject({
    type: 'BadInput',
    nonRetryable: true,
  })
})
