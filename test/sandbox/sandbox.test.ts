import { afterEach, expect, it } from 'vitest'

import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'

let sandbox: Sandbox | undefined

afterEach(async () => {
  await sandbox?.close()
  sandbox = undefined
})

const report = {
  dimensions: [{ name: 'date' }, { name: 'pagePath' }],
  metrics: [{ name: 'screenPageViews' }],
  dateRanges: [{ startDate: '2024-06-01', endDate: '2024-06-03' }],
}

const post = (url: string, body: object) =>
  fetch(url, { method: 'POST', body: JSON.stringify(body) })
const ask = ({ ga4Url, propertyId }: Sandbox) =>
  post(`${ga4Url}/v1beta/properties/${propertyId}:runReport`, report)

it('starts every server on the loopback interface, and ends them with what hangs there', async () => {
  sandbox = await startSandbox({ scale: 0.01 })
  const { ga4Url, searchConsoleUrl, siteUrl, controlUrl } = sandbox
  for (const url of [ga4Url, searchConsoleUrl, siteUrl, controlUrl])
    expect(new URL(url).hostname).toBe('127.0.0.1')
  expect((await fetch(siteUrl)).status).toBeLessThan(500)
  sandbox.faults.add({ kind: 'hang' })
  const hanging = ask(sandbox).then(
    () => 'answered',
    () => 'cut off',
  )
  await expect.poll(() => sandbox?.requests.runReport).toBe(1)
  await sandbox.close()
  sandbox = undefined
  expect(await hanging).toBe('cut off')
  await expect(fetch(ga4Url)).rejects.toThrow('fetch failed')
})

it('is steered over the wire: faults, and what was asked so far', async () => {
  sandbox = await startSandbox({ scale: 0.01 })
  const { controlUrl } = sandbox
  const added = await post(`${controlUrl}/control/faults`, { kind: 'internal', times: 2 })
  expect(await added.json()).toMatchObject({ faults: [{ kind: 'internal', times: 2 }] })
  expect((await ask(sandbox)).status).toBe(500)
  const cleared = await post(`${controlUrl}/control/clear`, {})
  expect(await cleared.json()).toMatchObject({ faults: [], requests: { runReport: 1 } })
  expect((await ask(sandbox)).status).toBe(200)
})

it.each([
  [{ kind: 'flood' }, 'kind is "flood", wanted one of quota'],
  [{ kind: 'hang', table: 'ees_ga4' }, 'table is "ees_ga4", wanted one of ees_ga4_events'],
  [{ kind: 'missing-day', day: '3 June' }, 'day is 3 June'],
  [{ kind: 'hang', time: 2 }, 'Unknown name "time"'],
])('refuses to be steered by %j', async (fault, message) => {
  sandbox = await startSandbox({ scale: 0.01 })
  const response = await post(`${sandbox.controlUrl}/control/faults`, fault)
  expect(response.status).toBe(400)
  const { error } = (await response.json()) as { error: { message: string } }
  expect(error.message).toContain(message)
  expect(sandbox.faults.coming).toEqual([])
})

it('is steered over the wire: what the site holds', async () => {
  sandbox = await startSandbox({ scale: 0.01 })
  const { controlUrl, siteUrl } = sandbox
  const catalogue = async () => (await fetch(`${siteUrl}/data-catalogue?page=1`)).text()
  const count = (html: string) => Number(/(\d+) data sets/.exec(html)?.[1])
  const before = count(await catalogue())
  const withdrawn = await post(`${controlUrl}/control/changes`, { kind: 'data-set-withdrawn' })
  expect(withdrawn.status).toBe(200)
  expect(count(await catalogue())).toBe(before - 1)
  const change = { kind: 'publication-added', name: 'new', title: 'New one' }
  await post(`${controlUrl}/control/changes`, change)
  expect(await (await fetch(`${siteUrl}/find-statistics/new`)).text()).toContain('New one</h1>')
})

it.each([
  [{ kind: 'renamed' }, 'kind is "renamed", wanted one of data-set-renamed'],
  [{ kind: 'data-set-withdrawn', name: 'none' }, 'has no data set that is named none'],
  [{ kind: 'title-changed', slug: 'a' }, 'Unknown name "slug"'],
])('refuses to change the site by %j', async (change, message) => {
  sandbox = await startSandbox({ scale: 0.01 })
  const response = await post(`${sandbox.controlUrl}/control/changes`, change)
  expect(response.status).toBe(400)
  const { error } = (await response.json()) as { error: { message: string } }
  expect(error.message).toContain(message)
})

it('has no rows outside its days', async () => {
  sandbox = await startSandbox({ scale: 0.01, from: '2024-06-02', to: '2024-06-02' })
  const { rows } = (await (await ask(sandbox)).json()) as {
    rows: { dimensionValues: { value: string }[] }[]
  }
  expect(new Set(rows.map(({ dimensionValues }) => dimensionValues[0]?.value))).toEqual(
    new Set(['20240602']),
  )
})

it.each([
  [{ to: '2024-02-30' }, /to is "2024-02-30"/],
  [{ from: '2024-06-02', to: '2024-06-01' }, /end on 2024-06-01, before they begin/],
  [{ scale: 0 }, /scale is 0/],
  [{ facts: '/nowhere' }, /facts from \/nowhere: found none/],
])('refuses to start with %j', async (options, message) => {
  await expect(startSandbox(options)).rejects.toThrow(message)
})
