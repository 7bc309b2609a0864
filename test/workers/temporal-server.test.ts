import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import { Client, Connection } from '@temporalio/client'
import { expect, inject, onTestFinished, test, vi } from 'vitest'

import { tryClaim } from '../../scripts/claim.mjs'
import { answers } from '../../workers/temporal-process.ts'
import { startTemporalServer, type TemporalServerOptions } from '../../workers/temporal-server.ts'
import { spawned } from '../support/spawned.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

async function start(options: TemporalServerOptions) {
  const server = await startTemporalServer(options)
  onTestFinished(server.close)
  return server
}

async function connect(address: string) {
  const connection = await Connection.connect({ address })
  onTestFinished(() => connection.close())
  return connection
}

const isUp = (address: string) => answers('127.0.0.1', Number(address.split(':')[1]))

test('the server of this test run keeps closed runs for 30 days and knows the search attributes', async () => {
  const connection = await connect(inject('temporalAddress'))
  const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' })
  const { customAttributes } = await connection.operatorService.listSearchAttributes({
    namespace: 'default',
  })
  expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * 24 * 60 * 60)
  expect(Object.keys(customAttributes).toSorted()).toEqual([
    'DataDate',
    'FailedStep',
    'PipelineState',
    'TriggerKind',
  ])
})

test('runs outlast the server where it has a file', async () => {
  const dbFile = join(temporaryFolder(), 'not', 'there', 'temporal')
  const first = await start({ dbFile })
  const before = new Client({ connection: await connect(first.address) })
  await before.workflow.start('none', { taskQueue: 'none', workflowId: 'kept' })
  await first.close()
  expect(await isUp(first.address)).toBe(false)

  const second = await start({ dbFile })
  const after = new Client({ connection: await connect(second.address) })
  expect(await after.workflow.getHandle('kept').describe()).toMatchObject({ type: 'none' })
})

test('a second start on the same file joins the first, and leaves it running', async () => {
  const dbFile = join(temporaryFolder(), 'temporal')
  const [first, second] = await Promise.all([start({ dbFile }), start({ dbFile })])
  expect(first.address).toBe(second.address)
  expect(first.joined).toBe(!second.joined)

  const joined = first.joined ? first : second
  await joined.close()
  expect(await isUp(joined.address)).toBe(true)
})

test('the server ends with its process, even a killed one, and its file is free again', async () => {
  const dbFile = join(temporaryFolder(), 'temporal')
  const module = new URL('../../workers/temporal-server.ts', import.meta.url)
  const script = `import { startTemporalServer } from ${JSON.stringify(module.href)}
    const { address } = await startTemporalServer({ dbFile: ${JSON.stringify(dbFile)} })
    console.log(address)
    setInterval(() => {}, 1000)`
  const owner = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void owner.kill('SIGKILL'))
  const [printed] = await once(owner.stdout, 'data')
  const address = String(printed).trim()
  // A server whose reader is gone ends by itself when it has something to say, as it has at its start.
  await setTimeout(1500)
  expect(await isUp(address)).toBe(true)

  owner.kill('SIGKILL')
  await once(owner, 'exit')
  await setTimeout(1000)
  expect(await isUp(address)).toBe(false)
  expect((await start({ dbFile })).joined).toBe(false)
})

test('a server that is killed is started again where it was, with its runs', async () => {
  const servers = spawned('start-dev')
  const said: string[] = []
  const dbFile = join(temporaryFolder(), 'temporal')
  const { address } = await start({ dbFile, say: (text) => said.push(text) })
  const client = new Client({ connection: await connect(address) })
  await client.workflow.start('none', { taskQueue: 'none', workflowId: 'kept' })
  for (const times of [1, 2]) {
    servers.at(-1)?.kill('SIGKILL')
    await vi.waitFor(() => expect(said).toHaveLength(times), { timeout: 40_000 })
    expect(await client.workflow.getHandle('kept').describe()).toMatchObject({ type: 'none' })
  }
  expect(said[1]).toBe(
    'The Temporal server was ended by SIGKILL, and was started again; the run goes on.',
  )
})

test('a server that ends again and again is given up, with what to do', async () => {
  const servers = spawned('start-dev')
  const { lost } = await start({
    dbFile: join(temporaryFolder(), 'temporal'),
    say: () => void servers.at(-1)?.kill('SIGKILL'),
  })
  servers.at(-1)?.kill('SIGKILL')
  await expect(lost).rejects.toThrow(
    /was ended by SIGKILL, for the 5th time within a minute\. .* start again: the run goes on/,
  )
  expect(servers).toHaveLength(5)
})

test('a server that is killed while its runs are in memory is lost', async () => {
  const servers = spawned('start-dev')
  const { lost } = await start({})
  servers.at(-1)?.kill('SIGKILL')
  await expect(lost).rejects.toThrow('and with it its runs, which it kept in memory')
})

test('the UI is served where a port is given for it', async () => {
  const probe = await start({})
  await probe.close()
  const uiPort = Number(probe.address.split(':')[1])
  const { uiUrl } = await start({ uiPort })
  expect(uiUrl).toBe(`http://127.0.0.1:${uiPort}`)
  expect((await fetch(`${uiUrl}/`)).status).toBe(200)
})

test('a file that is no database is named, with what the server said', async () => {
  const dbFile = join(temporaryFolder(), 'temporal')
  writeFileSync(dbFile, 'no database, and long enough to be read as one')
  await expect(start({ dbFile })).rejects.toThrow(
    new RegExp(`ended with exit code 1 before it listened[^]*not a database[^]*${dbFile}`),
  )
})

test('a port in use is named', async () => {
  const port = Number(inject('temporalAddress').split(':')[1])
  await expect(start({ port })).rejects.toThrow(`127.0.0.1:${port}: another program listens there`)
})

test('a file whose process no longer has a server is not shared', async () => {
  const dbFile = join(temporaryFolder(), 'temporal')
  const claim = tryClaim(`${dbFile}.claim`)
  if (!claim.held) throw new Error('the claim is taken')
  claim.write(JSON.stringify({ address: '127.0.0.1:1', uiUrl: null }))
  await expect(start({ dbFile })).rejects.toThrow(
    `process ${process.pid} is using its file and has one on 127.0.0.1:1 that does not answer`,
  )
})

test('without a binary it says what to do', async () => {
  vi.stubEnv('PATH', '')
  vi.stubEnv('XDG_CACHE_HOME', temporaryFolder())
  onTestFinished(() => void vi.unstubAllEnvs())
  await expect(start({})).rejects.toThrow(/node scripts\/setup\.mjs.*TEMPORAL_ADDRESS/)
})
