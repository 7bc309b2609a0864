import { randomUUID } from 'node:crypto'

import { afterEach, expect, inject, test } from 'vitest'

import { rigAt } from '../../spark/rig.ts'
import { databricksSession } from '../../support/databricks-session.ts'

const rig = rigAt(inject('rigAddress'))
const origin = `https://${rig.settings.DATABRICKS_SERVER_HOSTNAME}`
const list = () =>
  fetch(`${origin}/api/2.0/fs/directories${rig.settings.DATABRICKS_STAGING_VOLUME}`, {
    headers: { Authorization: `Bearer ${rig.settings.DATABRICKS_TOKEN}` },
  })

const headersWith = (name: string, value: string) =>
  expect.toSatisfy((headers: Headers) => headers.get(name) === value)

afterEach(() => rig.mend())

test('a token that is refused from now on', async () => {
  const { rows } = await databricksSession(rig)
  await rig.fail({ kind: 'token-refused' })
  await expect(rows('SELECT 1 AS one')).rejects.toMatchObject({ statusCode: 403 })
  expect((await list()).status).toBe(403)
  await rig.mend()
  expect(await rows('SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('a status for the next statements', async () => {
  const { rows } = await databricksSession(rig)
  const fault = { kind: 'status', on: 'sql', call: 'ExecuteStatement', retryAfter: 7 } as const
  await rig.fail({ ...fault, status: 503, times: 2 })
  await rig.fail({ ...fault, status: 429 })
  for (const status of [503, 503, 429]) {
    const [failure] = await Promise.allSettled([rows('SELECT 1')])
    expect(failure).toMatchObject({ reason: { statusCode: status } })
    expect(failure).toHaveProperty('reason.response.headers', headersWith('Retry-After', '7'))
  }
  expect(await rows('SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('a status for the files alone, and for the login alone', async () => {
  const { rows } = await databricksSession(rig)
  await rig.fail({ kind: 'status', on: 'files', status: 503, retryAfter: 1 })
  await rig.fail({ kind: 'status', on: 'login', status: 500 })
  expect(await rows('SELECT 1 AS one')).toEqual([{ one: 1 }])
  expect((await list()).status).toBe(503)
  expect((await list()).status).toBe(200)
  expect((await fetch(`${origin}/oidc/v1/token`, { method: 'POST' })).status).toBe(500)
})

test('an answer that is lost after the statement was done', async () => {
  const { rows } = await databricksSession(rig)
  const schema = `rig_${randomUUID().replaceAll('-', '')}`
  const statement = ['CREATE SCHEMA', schema]
  await rig.fail({ kind: 'answer-lost', on: 'sql', call: 'ExecuteStatement', statement })
  await expect(rows(`CREATE SCHEMA ${schema}`)).rejects.toThrow(/socket hang up|ECONNRESET/)
  expect(await rows(`SHOW SCHEMAS LIKE '${schema}'`)).toHaveLength(1)
})

test('a request that gets no answer, until all is mended', async () => {
  await rig.fail({ kind: 'hang', on: 'files' })
  const asked = Promise.allSettled([list()])
  await expect.poll(rig.pending, { timeout: 30_000 }).toBe(0)
  expect((await list()).status).toBe(200)
  await rig.mend()
  expect(await asked).toMatchObject([{ status: 'rejected' }])
})

test('sessions that are gone', async () => {
  const { rows } = await databricksSession(rig)
  await rig.dropSessions()
  await expect(rows('SELECT 1')).rejects.toThrow(/Invalid SessionHandle/)
})
