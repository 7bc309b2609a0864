import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { dirname, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import { Connection } from '@temporalio/client'
import { msToTs } from '@temporalio/common/lib/time.js'

import { type Held, tryClaim } from '../scripts/claim.mjs'
import { findTemporal } from '../scripts/temporal-binary.mjs'
import { SEARCH_ATTRIBUTES } from './search-attributes.ts'
import { keepServer } from './kept-server.ts'
import { answers, startTemporalProcess } from './temporal-process.ts'

export interface TemporalServerOptions {
  /** Where the server keeps its runs. @default in memory */
  readonly dbFile?: string
  /** @default 127.0.0.1 */
  readonly ip?: string
  /** @default a free one */
  readonly port?: number
  /** Serves the UI there. @default no UI */
  readonly uiPort?: number
  /** Told when the server ended by itself and was started again. */
  readonly say?: (text: string) => void
}

export interface TemporalServer extends Endpoint {
  readonly namespace: string
  /** The server of another process that has the same file; it ends with that process. */
  readonly joined: boolean
  /** Rejects when the server has ended by itself and cannot be started again. */
  readonly lost: Promise<never>
  /** Stops the server; one that was joined goes on. */
  readonly close: () => Promise<void>
}

interface Endpoint {
  /** As `127.0.0.1:7233`. */
  readonly address: string
  readonly uiUrl: string | null
}

const NAMESPACE = 'default'
const START_MS = 30_000
const POLL_MS = 20

/** Closed runs are kept so long; the server itself would drop them after a day. */
const RETENTION = '30 days'

/** Half the time per commit; what a killed server has answered is kept all the same. */
const SQLITE = ['journal_mode=wal', 'synchronous=1']

/**
 * Starts a Temporal development server on this machine, which ends with this process.
 * Two servers on one file would take each other's runs, so a second start on a `dbFile` joins the server that has it:
 * `status` and `resolve` then reach a run under way in another terminal.
 * @throws where there is no `temporal`, or it does not start
 */
export async function startTemporalServer(
  options: TemporalServerOptions = {},
): Promise<TemporalServer> {
  if (options.dbFile === undefined) return launch(options)
  const dbFile = resolve(options.dbFile)
  await mkdir(dirname(dbFile), { recursive: true })
  const claim = await claimOrJoin(`${dbFile}.claim`)
  if (!('held' in claim)) return claim
  try {
    const server = await launch({ ...options, dbFile })
    claim.write(JSON.stringify({ address: server.address, uiUrl: server.uiUrl }))
    return {
      ...server,
      close: async () => {
        await server.close()
        claim.release()
      },
    }
  } catch (error) {
    claim.release()
    throw error
  }
}

/** Whether the server of another process has this file. */
export function isServed(dbFile: string): boolean {
  const place = `${resolve(dbFile)}.claim`
  if (!existsSync(place)) return false
  const claim = tryClaim(place)
  if (claim.held) claim.release()
  return !claim.held
}

/** The claim on a file, or the server of the process that has it, once that has started. */
async function claimOrJoin(place: string): Promise<Held | TemporalServer> {
  const deadline = Date.now() + START_MS
  for (;;) {
    const claim = tryClaim(place)
    if (claim.held) return claim
    if (claim.note !== '') return join(JSON.parse(claim.note), claim.pid, place)
    if (Date.now() > deadline) throw taken(place, claim.pid, `has started none in 30 s`)
    await setTimeout(POLL_MS)
  }
}

async function join(endpoint: Endpoint, pid: number, place: string): Promise<TemporalServer> {
  const { hostname, port } = new URL(`tcp://${endpoint.address}`)
  if (!(await answers(hostname, Number(port))))
    throw taken(place, pid, `has one on ${endpoint.address} that does not answer`)
  // It is kept by the process that has it.
  const lost = new Promise<never>(() => undefined)
  return { ...endpoint, namespace: NAMESPACE, joined: true, lost, close: async () => undefined }
}

const taken = (place: string, pid: number, state: string) =>
  new Error(
    `No Temporal server can be started: process ${pid} is using its file and ${state}. Stop that process; if it is none of yours, remove ${place}.`,
  )

async function launch(options: TemporalServerOptions): Promise<TemporalServer> {
  const { ip = '127.0.0.1', uiPort, dbFile, say = () => undefined } = options
  const port = options.port ?? (await freePort(ip))
  await requireFree('The Temporal server', ip, port)
  if (uiPort !== undefined) await requireFree("Temporal's UI", ip, uiPort)
  const args = ['server', 'start-dev', '--log-level', 'warn', '--ip', ip, '--port', String(port)]
  args.push(...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]))
  if (dbFile !== undefined)
    args.push('--db-filename', dbFile, ...SQLITE.flatMap((pragma) => ['--sqlite-pragma', pragma]))
  for (const [name, type] of SEARCH_ATTRIBUTES) args.push('--search-attribute', `${name}=${type}`)

  const binary = requireTemporal()
  const ports = uiPort === undefined ? [port] : [port, uiPort]
  const start = () => startTemporalProcess(binary, args, { host: ip, ports })
  const server = await start().catch((fault: unknown) => throwUnreadable(fault, dbFile))
  const address = `${ip}:${port}`
  try {
    await makeReady(address)
  } catch (error) {
    await server.stop()
    throw unready(address, error, dbFile)
  }
  const again = dbFile === undefined ? throwForgotten : start
  const { lost, stop: close } = keepServer(server, { start: again, place: dbFile ?? 'memory', say })
  const uiUrl = uiPort === undefined ? null : `http://${ip}:${uiPort}`
  return { address, uiUrl, namespace: NAMESPACE, joined: false, lost, close }
}

async function requireFree(what: string, ip: string, port: number): Promise<void> {
  if (await answers(ip, port))
    throw new Error(
      `${what} cannot be started on ${ip}:${port}: another program listens there. Stop it, or give another port.`,
    )
}

/** What the client throws has the server's words in its own. */
const unready = (address: string, cause: unknown, dbFile = 'memory') =>
  new Error(
    `The Temporal server on ${address} was started, and cannot be used: ${cause instanceof Error ? cause.message : String(cause)}. It keeps its runs in ${dbFile}; see that there is room for them, then start again.`,
    { cause },
  )

function throwUnreadable(cause: unknown, dbFile: string | undefined): never {
  if (dbFile === undefined || !(cause instanceof Error)) throw cause
  throw new Error(
    `${cause.message}\nIt keeps its runs in ${dbFile}. If it cannot read that file, move it away and start again: the history of past runs goes with it, the tables do not.`,
    { cause },
  )
}

function throwForgotten(): never {
  throw new Error('The Temporal server has ended, and with it its runs, which it kept in memory.')
}

function requireTemporal(): string {
  const binary = findTemporal(process.env)
  if (binary !== undefined) return binary
  throw new Error(
    'No Temporal server can be started: `temporal` is neither on the PATH, in a version that is new enough, nor set up. Run `node scripts/setup.mjs`, or set TEMPORAL_ADDRESS to a server that runs already.',
  )
}

async function freePort(ip: string): Promise<number> {
  const probe = createServer().listen(0, ip)
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string')
    throw new Error(`No free port was found on ${ip}; found ${address}.`)
  return address.port
}

/** Waits for what the server does after it listens, and sets how long closed runs are kept. */
async function makeReady(address: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: START_MS })
  try {
    await connection.workflowService.updateNamespace({
      namespace: NAMESPACE,
      config: { workflowExecutionRetentionTtl: msToTs(RETENTION) },
    })
    const deadline = Date.now() + START_MS
    while (!(await hasSearchAttributes(connection))) {
      if (Date.now() > deadline)
        throw new Error(
          `The Temporal server on ${address} has not made the search attributes ${SEARCH_ATTRIBUTES.map(([name]) => name).join(', ')} within 30 s; start again.`,
        )
      await setTimeout(POLL_MS)
    }
  } finally {
    await connection.close()
  }
}

async function hasSearchAttributes(connection: Connection): Promise<boolean> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({
    namespace: NAMESPACE,
  })
  return SEARCH_ATTRIBUTES.every(([name]) => name in customAttributes)
}
