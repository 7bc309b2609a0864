import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'

import { afterEach, describe, expect, inject, test } from 'vitest'

import { rigAt } from '../../spark/rig.ts'
import { databricksSession } from '../../support/databricks-session.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const rig = rigAt(inject('rigAddress'))
const { DATABRICKS_STAGING_VOLUME: volume, DATABRICKS_TOKEN: token } = rig.settings

afterEach(() => rig.mend())

/** A request to the Files API; resolves to its status and its JSON or text. */
async function files(method: string, path: string, { body = '', bearer = token } = {}) {
  const origin = `https://${rig.settings.DATABRICKS_SERVER_HOSTNAME}`
  const response = await fetch(`${origin}/api/2.0/fs${path}`, {
    method,
    headers: { Authorization: `Bearer ${bearer}` },
    ...(method === 'PUT' && { body }),
  })
  const text = await response.text()
  return { status: response.status, body: /^[[{]/.test(text) ? JSON.parse(text) : text }
}

/** A folder of the test's own in the volume. */
const folderOf = () => `${volume}/${randomUUID()}`

describe('the Files API', () => {
  test('keeps a file until it is deleted', async () => {
    const file = `/files${folderOf()}/deep/a%20b.txt`
    expect(await files('PUT', file, { body: 'one' })).toEqual({ status: 204, body: '' })
    expect(await files('GET', file)).toEqual({ status: 200, body: 'one' })
    expect(await files('HEAD', file)).toMatchObject({ status: 200 })
    expect(await files('DELETE', file)).toMatchObject({ status: 204 })
    expect(await files('GET', file)).toMatchObject({
      status: 404,
      body: { error_code: 'NOT_FOUND' },
    })
  })

  test('overwrites a file only where it is told to', async () => {
    const file = `/files${folderOf()}/a.txt`
    await files('PUT', file, { body: 'one' })
    expect(await files('PUT', file, { body: 'two' })).toMatchObject({
      status: 409,
      body: { error_code: 'ALREADY_EXISTS' },
    })
    expect(await files('GET', file)).toMatchObject({ body: 'one' })
    expect(await files('PUT', `${file}?overwrite=true`, { body: 'two' })).toMatchObject({
      status: 204,
    })
    expect(await files('GET', file)).toMatchObject({ body: 'two' })
  })

  test('lists a directory page by page', async () => {
    const folder = folderOf()
    for (const name of ['c.parquet', 'a.parquet', 'b/x.parquet'])
      await files('PUT', `/files${folder}/${name}`, { body: 'four' })
    const first = await files('GET', `/directories${folder}?page_size=2`)
    expect(first).toMatchObject({
      status: 200,
      body: {
        contents: [
          { name: 'a.parquet', path: `${folder}/a.parquet`, is_directory: false, file_size: 4 },
          { name: 'b', path: `${folder}/b`, is_directory: true },
        ],
      },
    })
    expect(first.body.contents[0].last_modified).toBeTypeOf('number')
    const page = `&page_token=${first.body.next_page_token}`
    const last = await files('GET', `/directories${folder}?page_size=2${page}`)
    expect(last).toMatchObject({ status: 200, body: { contents: [{ name: 'c.parquet' }] } })
    expect(last.body).not.toHaveProperty('next_page_token')
    expect(await files('GET', `/directories${folder}?page_size=3${page}`)).toMatchObject({
      status: 400,
    })
  })

  test('makes and removes directories, those with files in them not', async () => {
    const folder = `/directories${folderOf()}`
    expect(await files('GET', folder)).toMatchObject({ status: 404 })
    expect(await files('PUT', folder)).toMatchObject({ status: 204 })
    expect(await files('GET', folder)).toEqual({ status: 200, body: { contents: [] } })
    await files('PUT', `${folder.replace('directories', 'files')}/a.txt`)
    expect(await files('DELETE', folder)).toMatchObject({
      status: 400,
      body: { error_code: 'DIRECTORY_NOT_EMPTY' },
    })
  })

  test.each([
    ['a wrong token', `/files${volume}/a.txt`, { bearer: 'wrong' }, 403],
    ['a volume that is not there', '/files/Volumes/main/none/none/a.txt', {}, 404],
    ['a way out of the volumes', `/files${volume}/..%2F..%2F..%2F..%2F..%2Fetc/passwd`, {}, 404],
  ])('refuses %s', async (...[, path, asked, status]) => {
    expect(await files('GET', path, asked)).toMatchObject({ status })
  })

  test('refuses whoever has no grant', async () => {
    await rig.fail({ kind: 'volume-refused' })
    expect(await files('GET', `/directories${volume}`)).toMatchObject({
      status: 403,
      body: { error_code: 'PERMISSION_DENIED', message: /does not have READ VOLUME on Volume/ },
    })
    const { rows } = await databricksSession(rig)
    await expect(rows(`SELECT * FROM parquet.\`${volume}/x.parquet\``)).rejects.toMatchObject({
      response: { sqlState: '42501' },
    })
  })
})

describe('staging statements', () => {
  test('put, get and remove a file of an allowed folder', async () => {
    const { rows } = await databricksSession(rig)
    const [local, path] = [temporaryFolder(), `${folderOf()}/a.bin`]
    const bytes = Buffer.from([0, 1, 254, 255])
    writeFileSync(join(local, 'a.bin'), bytes)
    const options = { stagingAllowedLocalPath: local }
    await rows(`PUT '${local}/a.bin' INTO '${path}'`, options)
    expect(readFileSync(join(rig.volumeFolder, path))).toEqual(bytes)
    await rows(`GET '${path}' TO '${local}/b.bin'`, options)
    expect(readFileSync(join(local, 'b.bin'))).toEqual(bytes)
    await rows(`REMOVE '${path}'`, options)
    expect(await files('GET', `/files${path}`)).toMatchObject({ status: 404 })
  })

  test('overwrite a file only where they are told to', async () => {
    const { rows } = await databricksSession(rig)
    const [local, path] = [temporaryFolder(), `${folderOf()}/a.txt`]
    writeFileSync(join(local, 'a.txt'), 'one')
    const options = { stagingAllowedLocalPath: local }
    const put = `PUT '${local}/a.txt' INTO '${path}'`
    await rows(put, options)
    await expect(rows(put, options)).rejects.toThrow(/409/)
    await rows(`${put} OVERWRITE`, options)
  })

  test('are refused for another folder and for a volume that is not there', async () => {
    const { rows } = await databricksSession(rig)
    const local = temporaryFolder()
    writeFileSync(join(local, 'a.txt'), 'one')
    await expect(
      rows(`PUT '${local}/a.txt' INTO '${volume}/a.txt'`, { stagingAllowedLocalPath: '/nowhere' }),
    ).rejects.toThrow(/not a subset of allowed local paths/)
    await expect(
      rows(`PUT '${local}/a.txt' INTO '/Volumes/main/none/none/a.txt'`, {
        stagingAllowedLocalPath: local,
      }),
    ).rejects.toThrow(/^\[UC_VOLUME_NOT_FOUND\]/)
  })

  test('stage what a statement reads by its path', async () => {
    const { rows } = await databricksSession(rig)
    const [local, path] = [temporaryFolder(), `${folderOf()}/rows.json`]
    writeFileSync(join(local, 'rows.json'), '{"n":1}\n{"n":2}\n')
    await rows(`PUT '${local}/rows.json' INTO '${path}'`, { stagingAllowedLocalPath: local })
    expect(await rows(`SELECT n FROM json.\`${path}\` ORDER BY n`)).toEqual([{ n: 1 }, { n: 2 }])
  })
})
