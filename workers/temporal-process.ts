import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'

const START_MS = 30_000
const POLL_MS = 20
const LINES_KEPT = 20

export interface TemporalProcess {
  /** How it ended, in words; resolves also once it was stopped. */
  readonly ended: Promise<string>
  /** Resolves once it says that its disk is full: then it goes on without keeping anything, and nothing else goes on. */
  readonly full: Promise<void>
  /** Ends the server at once; what it was told is on disk. */
  readonly stop: () => Promise<void>
}

/**
 * Starts `temporal` with the given arguments and waits until it listens on all these ports.
 * The server ends with this process, however this one ends; a Ctrl-C at the terminal reaches this process alone, which
 * stops its work first.
 * @throws with the server's last lines where it ends instead, or does not listen within 30 s
 */
export async function startTemporalProcess(
  binary: string,
  args: readonly string[],
  { host, ports }: { readonly host: string; readonly ports: readonly number[] },
): Promise<TemporalProcess> {
  const server = spawn(binary, args, {
    detached: true,
    env: withoutTemporalSettings(process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { lastLines, full } = keepLines(server.stdout, server.stderr)
  const ended = endOf(server)
  const watchdog = server.pid === undefined ? null : watch(server.pid)
  void ended.then(() => watchdog?.kill('SIGKILL'))
  // Its orderly stop takes over a second and saves nothing more: each answer it gives is committed before.
  const stop = async () => {
    server.ref()
    server.kill('SIGKILL')
    await ended
  }

  const outcome = await Promise.race([ended, listening(host, ports)])
  if (outcome === 'listening') {
    server.unref()
    return { ended, full, stop }
  }
  await stop()
  throw new Error(
    `The Temporal server ${outcome} before it listened on ${ports.map((port) => `${host}:${port}`).join(' and ')}. It was started as \`${binary} ${args.join(' ')}\` and said last:\n${lastLines()}`,
  )
}

/** They are for clients, and `temporal` would read them as its options. */
function withoutTemporalSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_')))
}

/** A shell that waits for this process to end, which closes its standard input, and then kills the server. */
function watch(pid: number): ChildProcess {
  const watchdog = spawn('sh', ['-c', 'read -r _; kill -9 "$0"', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watchdog.unref()
  return watchdog
}

/** How the server ended, in words. */
async function endOf(server: ChildProcess): Promise<string> {
  try {
    const [code, signal] = await once(server, 'exit')
    return signal ? `was ended by ${signal}` : `ended with exit code ${code}`
  } catch (error) {
    return `did not start (${error instanceof Error ? error.message : String(error)})`
  }
}

async function listening(host: string, ports: readonly number[]): Promise<string> {
  const deadline = Date.now() + START_MS
  while (Date.now() < deadline) {
    const listen = await Promise.all(ports.map((port) => answers(host, port)))
    if (listen.every(Boolean)) return 'listening'
    await setTimeout(POLL_MS)
  }
  return `had ${START_MS / 1000} s`
}

/** Whether something listens there. */
export async function answers(host: string, port: number): Promise<boolean> {
  const socket = connect(port, host)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false // refused: nothing listens yet
  } finally {
    socket.destroy()
  }
}

/** What SQLite says then. */
const FULL = /database or disk is full/

/** Keeps the last lines out of sight, and the process from waiting for more. */
function keepLines(...streams: readonly Readable[]): Pick<TemporalProcess, 'full'> & {
  readonly lastLines: () => string
} {
  const full = Promise.withResolvers<void>()
  let kept = ''
  for (const stream of streams) {
    stream.on('data', (chunk: Buffer) => {
      kept = (kept + chunk.toString()).split('\n').slice(-LINES_KEPT).join('\n')
      if (FULL.test(kept)) full.resolve()
    })
    if ('unref' in stream && typeof stream.unref === 'function') stream.unref()
  }
  return { lastLines: () => kept.trim(), full: full.promise }
}
