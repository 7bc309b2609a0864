import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { createGa4 } from '../../../activities/sources/ga4.ts'
import { googleCredentials } from '../../../activities/sources/google-credentials.ts'
import { createLimiter } from '../../../activities/sources/limiter.ts'
import { ees_ga4_hourly } from '../../../pipelines/ees/raw/ees_ga4_hourly.ts'
import { failureOf, readPages } from '../../support/read-all.ts'

const SCOPE = 'https://www.googleapis.com/auth/analytics.readonly'
const SECRET = 'do-not-show-this'

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

const key = {
  type: 'service_account',
  project_id: 'project',
  client_email: 'reader@project.iam.gserviceaccount.com',
  private_key: privateKey,
}

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credentials-'))
  vi.stubEnv('HOME', folder)
  vi.stubEnv('CLOUDSDK_CONFIG', folder)
  // No look for a metadata server in the network.
  vi.stubEnv('METADATA_SERVER_DETECTION', 'none')
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', undefined)
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

async function given(content: string): Promise<string> {
  const file = join(folder, 'key.json')
  await writeFile(file, content)
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', file)
  return file
}

test('the key of a service account is taken', async () => {
  await given(JSON.stringify(key))
  const client = await (await googleCredentials(SCOPE)).getClient()
  expect(client).toMatchObject({ email: key.client_email, scopes: [SCOPE] })
})

test.for<[string, string, RegExp]>([
  ['no JSON', `{"private_key": ${SECRET}`, /is not a JSON object/],
  ['an empty file', '', /is not a JSON object/],
  ['a list', `["${SECRET}"]`, /not a key of a service account/],
  [
    'an OAuth client',
    `{"installed": {"client_secret": "${SECRET}"}}`,
    /not a key of a service account/,
  ],
  [
    'a key without an address',
    JSON.stringify({ ...key, client_email: undefined }),
    /no "client_email"/,
  ],
  ['a broken key', JSON.stringify({ ...key, private_key: SECRET }), /no "private_key" in PEM form/],
])(
  '%s: one final error that names the file and none of its secrets',
  async ([, content, found]) => {
    const file = await given(content)
    const failure = await failureOf(googleCredentials(SCOPE))
    expect(failure).toMatchObject({ type: 'Unauthorised', nonRetryable: true, cause: undefined })
    expect(String(failure)).toMatch(found)
    expect(String(failure)).toContain(file)
    expect(String(failure)).not.toContain(SECRET)
    expect(String(failure)).not.toContain('PRIVATE KEY')
  },
)

test('a file that is not there: one final error that names it', async () => {
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', join(folder, 'nowhere.json'))
  const failure = await failureOf(googleCredentials(SCOPE))
  expect(failure).toMatchObject({ type: 'Unauthorised', nonRetryable: true })
  expect(String(failure)).toMatch(/nowhere\.json.* cannot be read \(ENOENT\)/)
})

test('no credentials at all: one final error, from a reading too', async () => {
  const failure = await failureOf(googleCredentials(SCOPE))
  expect(failure).toMatchObject({ type: 'Unauthorised', nonRetryable: true })
  expect(String(failure)).toContain('GOOGLE_APPLICATION_CREDENTIALS is not set')
  const { read } = createGa4({ propertyId: '1', limit: createLimiter() })
  const window = { from: '2024-08-01', to: '2024-08-01' }
  expect(await failureOf(readPages(read, ees_ga4_hourly, window))).toMatchObject({
    type: 'Unauthorised',
  })
})

test('a file that was mended is read anew', async () => {
  await given('{}')
  await failureOf(googleCredentials(SCOPE))
  await given(JSON.stringify(key))
  await expect(googleCredentials(SCOPE)).resolves.toBeDefined()
})
