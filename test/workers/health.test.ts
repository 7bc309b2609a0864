import { createServer } from 'node:http'
import { once } from 'node:events'

import { expect, onTestFinished, test } from 'vitest'

import { type Health, serveHealth } from '../../workers/health.ts'
import { freePort } from '../support/free-port.ts'

async function serve(health: Health) {
  const port = await freePort()
  const server = await serveHealth({ host: '127.0.0.1', port }, () => health)
  onTestFinished(() => server.close())
  return async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`)
    return [response.status, await response.json()]
  }
}

test('what is well is answered with 200', async () => {
  const ask = await serve({ live: [], ready: [] })
  expect(await ask('/live')).toEqual([200, { live: true, problems: [] }])
  expect(await ask('/ready?verbose')).toEqual([200, { ready: true, problems: [] }])
})

test('what is not, with 503 and the problems', async () => {
  const ask = await serve({ live: [], ready: ['The disk is full.'] })
  expect(await ask('/live')).toEqual([200, { live: true, problems: [] }])
  expect(await ask('/ready')).toEqual([503, { ready: false, problems: ['The disk is full.'] }])
})

test('any other path says what there is', async () => {
  const ask = await serve({ live: [], ready: [] })
  expect(await ask('/')).toEqual([404, { problems: ['Ask for /live or /ready.'] }])
})

test('a port that is taken is refused with what to do', async () => {
  const port = await freePort()
  const other = createServer().listen(port, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  await expect(
    serveHealth({ host: '127.0.0.1', port }, () => ({ live: [], ready: [] })),
  ).rejects.toThrow(/HEALTH_ADDRESS, 127\.0\.0\.1:\d+: .*EADDRINUSE.* a port that is free/)
})
