import { expect, test } from 'vitest'

import { createGa4 } from '../../../activities/sources/ga4.ts'
import { googleEndpoint } from '../../../activities/sources/google-endpoint.ts'
import { createLimiter } from '../../../activities/sources/limiter.ts'
import { createSearchConsole } from '../../../activities/sources/search-console.ts'

test.for([
  ['http://127.0.0.1:9101', false],
  ['http://localhost:9101/', false],
  ['http://[::1]:9101', false],
  ['https://127.0.0.1:9101', true],
  ['https://proxy.example.org', true],
] as const)('%s is taken; with credentials: %s', ([text, signed]) => {
  expect(googleEndpoint('GA4_API_ENDPOINT', text)).toMatchObject({ signed })
})

test("no endpoint is Google's own", () => {
  expect(googleEndpoint('GA4_API_ENDPOINT', undefined)).toBeUndefined()
})

test.for([
  ['http://proxy.example.org', /unencrypted/],
  ['http://127.0.0.1.example.org', /unencrypted/],
  ['http://0.0.0.0:9101', /unencrypted/],
  ['ftp://127.0.0.1', /neither https nor http/],
  ['127.0.0.1:9101', /no address/],
  ['', /no address/],
  ['http://127.0.0.1:9101/v1', /more than a host and a port/],
  ['https://example.org/?key=1', /more than a host and a port/],
  ['https://reader:secret-word@example.org', /user name or a password/],
] as const)('"%s" is refused', ([text, found]) => {
  const read = () => googleEndpoint('GA4_API_ENDPOINT', text)
  expect(read).toThrow(found)
  expect(read).toThrow(/Reading the setting GA4_API_ENDPOINT/)
  expect(read).not.toThrow(/secret-word/)
  expect(read).toThrow(expect.objectContaining({ type: 'BadInput', nonRetryable: true }))
})

test('a source with an endpoint that is refused is not made', () => {
  const settings = { endpoint: 'http://example.org', limit: createLimiter() }
  expect(() => createGa4({ propertyId: '1', ...settings })).toThrow(/GA4_API_ENDPOINT/)
  expect(() => createSearchConsole({ siteUrl: 'https://x/', ...settings })).toThrow(
    /SEARCH_CONSOLE_API_ENDPOINT/,
  )
})
