import { randomUUID } from 'node:crypto'

import { afterEach, describe, expect, inject, test } from 'vitest'

import { rigAt } from '../../spark/rig.ts'
import { databricksSession } from '../../support/databricks-session.ts'

const rig = rigAt(inject('rigAddress'))
const catalog = rig.settings.EES_CATALOG

afterEach(() => rig.mend())

/** A schema of the test's own; gone with the rig. */
async function schemaOf({ rows }: Awaited<ReturnType<typeof databricksSession>>): Promise<string> {
  const schema = `${catalog}.rig_${randomUUID().replaceAll('-', '')}`
  await rows(`CREATE SCHEMA ${schema}`)
  return schema
}

/** Asks the token endpoint as a service principal. */
async function askForToken(secret: string, grant = 'client_credentials&scope=all-apis') {
  const client = `${rig.principal.DATABRICKS_CLIENT_ID}:${secret}`
  const response = await fetch(`https://${rig.settings.DATABRICKS_SERVER_HOSTNAME}/oidc/v1/token`, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${Buffer.from(client).toString('base64')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: `grant_type=${grant}`,
  })
  const body = (await response.json()) as Record<string, string>
  return { status: response.status, body }
}

describe('login', () => {
  test('by a token', async () => {
    const { rows } = await databricksSession(rig)
    expect(await rows('SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test('by a wrong token is refused', async () => {
    await expect(databricksSession(rig, 'dapi-wrong')).rejects.toMatchObject({ statusCode: 403 })
  })

  test("as a service principal, until the principal's tokens end", async () => {
    const { status, body } = await askForToken(rig.principal.DATABRICKS_CLIENT_SECRET)
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 3600, scope: 'all-apis' },
    })
    const { rows } = await databricksSession(rig, body.access_token)
    expect(await rows('SELECT 1 AS one')).toEqual([{ one: 1 }])
    await rig.expireTokens()
    await expect(rows('SELECT 1 AS one')).rejects.toMatchObject({ statusCode: 403 })
  })

  test.each([
    [{ secret: 'wrong' }, { status: 401, body: { error: 'invalid_client' } }],
    [
      { grant: 'password&scope=all-apis' },
      { status: 400, body: { error: 'unsupported_grant_type' } },
    ],
    [{ grant: 'client_credentials&scope=sql' }, { status: 400, body: { error: 'invalid_scope' } }],
  ])(
    'as a service principal with %j is refused',
    async (asked: { secret?: string; grant?: string }, refusal) => {
      const { secret = rig.principal.DATABRICKS_CLIENT_SECRET, grant } = asked
      expect(await askForToken(secret, grant)).toMatchObject(refusal)
    },
  )

  test('is described where clients look', async () => {
    const origin = `https://${rig.settings.DATABRICKS_SERVER_HOSTNAME}`
    const found = await fetch(`${origin}/oidc/.well-known/oauth-authorization-server`)
    expect(await found.json()).toMatchObject({ token_endpoint: `${origin}/oidc/v1/token` })
  })

  test('to a catalog that is not there is refused', async () => {
    const elsewhere = { ...rig, settings: { ...rig.settings, EES_CATALOG: 'elsewhere' } }
    await expect(databricksSession(elsewhere)).rejects.toThrow(/NO_SUCH_CATALOG_EXCEPTION/)
  })
})

describe('statements', () => {
  test('name tables with their catalog, which strings and comments keep', async () => {
    const connected = await databricksSession(rig)
    const table = `${await schemaOf(connected)}.t`
    await connected.rows(`CREATE TABLE ${table} AS SELECT '${catalog}.x' AS text -- ${catalog}.y`)
    const quoted = table
      .split('.')
      .map((part) => `\`${part}\``)
      .join('.')
    expect(await connected.rows(`SELECT t.text FROM ${quoted} AS t`)).toEqual([
      { text: `${catalog}.x` },
    ])
  })

  test('bring each type as the driver has it from Arrow', async () => {
    const { rows } = await databricksSession(rig)
    const types = {
      d: ["DATE'2024-02-29'", new Date('2024-02-29T00:00:00Z')],
      t: ["TIMESTAMP'2024-02-29 05:06:07.123'", new Date('2024-02-29T05:06:07.123Z')],
      n: ['CAST(9007199254740991 AS BIGINT)', 9007199254740991],
      i: ['-7', -7],
      x: ['CAST(0.1 AS DOUBLE)', 0.1],
      c: ['CAST(-12.345 AS DECIMAL(10,3))', -12.345],
      b: ['true', true],
      s: ["'Überschrift \u{1F4D0} it''s'", "Überschrift \u{1F4D0} it's"],
      a: ['array(1, 2)', [1, 2]],
      m: ["map('k', 1)", { k: 1 }],
      z: ['CAST(NULL AS DATE)', null],
    } as const
    const columns = Object.entries(types).map(([name, [sql]]) => `${sql} AS ${name}`)
    const wanted = Object.entries(types).map(([name, [, value]]) => [name, value])
    expect(await rows(`SELECT ${columns.join(', ')}`)).toEqual([Object.fromEntries(wanted)])
  })

  test('are given parameters by their place and by their name', async () => {
    const { rows } = await databricksSession(rig)
    const awkward = 'it\'s \\ "quoted" \u{1F4D0}\n-- ?'
    const ordinalParameters = [awkward, 1.5, 7, '2024-02-29', null, true]
    expect(
      await rows('SELECT ? AS s, ? AS x, ? AS i, CAST(? AS DATE) AS d, ? AS z, ? AS b', {
        ordinalParameters,
      }),
    ).toEqual([{ s: awkward, x: 1.5, i: 7, d: new Date('2024-02-29T00:00:00Z'), z: null, b: true }])
    const namedParameters = { day: '2024-02-29' }
    expect(await rows("SELECT :day AS d, 'it''s :day' AS s", { namedParameters })).toEqual([
      { d: '2024-02-29', s: "it's :day" },
    ])
  })

  test('bring more rows than one answer holds', async () => {
    const { rows } = await databricksSession(rig)
    expect(await rows('SELECT id FROM range(100001)')).toHaveLength(100_001)
  })

  test.each([
    ['SELECT * FROM no_such', '42P01', /^\[TABLE_OR_VIEW_NOT_FOUND\] The table or view/],
    ['SELEC 1', '42601', /^\[PARSE_SYNTAX_ERROR\] Syntax error/],
    ["SELECT CAST('x' AS INT)", '22018', /^\[CAST_INVALID_INPUT\] The value 'x'/],
    ['SET spark.sql.ansi.enabled = false', '42K0I', /^\[CONFIG_NOT_AVAILABLE\]/],
  ])('that fail say why: %s', async (statement, sqlState, message) => {
    const { rows } = await databricksSession(rig)
    const failure = rows(statement)
    await expect(failure).rejects.toThrow(message)
    await expect(failure).rejects.toMatchObject({ errorCode: 'ERROR', response: { sqlState } })
    await expect(failure).rejects.not.toThrow(/spark_catalog|\n\s+at |Exception:/)
  })

  const SLOW = 'SELECT count(*) FROM range(1000000000000) WHERE id % 3 = rand()'

  test('that are cancelled end', async () => {
    const { session } = await databricksSession(rig)
    const operation = await session.executeStatement(SLOW)
    const [fetched] = await Promise.allSettled([operation.fetchAll(), operation.cancel()])
    expect(fetched).toMatchObject({ reason: { errorCode: 'CANCELED' } })
  })

  test('that take too long end', async () => {
    const { rows } = await databricksSession(rig)
    await expect(rows(SLOW, { queryTimeout: 1 })).rejects.toMatchObject({ errorCode: 'TIMEOUT' })
  })
})
