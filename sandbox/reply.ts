import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'

import type { Fault } from './faults.ts'

/** What a server answers, and what goes wrong on the way. */
export interface Reply {
  readonly status: number
  /** @default application/json */
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
  /** In pieces, so that a large body does not hold everything else up. */
  readonly body: Iterable<string>
  readonly fault?: Fault | undefined
}

const HTML =
  '<!DOCTYPE html><html lang=en><title>Error</title><p>Our systems have detected unusual traffic.</html>'

/** Into so many pieces a slow body is cut. */
const DROPS = 20

/** Sends a reply, or what its fault makes of it. Ends early when the client has gone. */
export async function deliver(
  response: ServerResponse,
  reply: Reply,
  signal: AbortSignal,
): Promise<void> {
  const { fault } = reply
  if (fault?.kind === 'hang' || signal.aborted) return
  if (fault?.kind === 'html')
    return void response.writeHead(200, { 'content-type': 'text/html; charset=UTF-8' }).end(HTML)
  response.writeHead(reply.status, {
    'content-type': reply.contentType ?? 'application/json; charset=UTF-8',
    ...reply.headers,
  })
  if (fault?.kind === 'truncated' || fault?.kind === 'reset' || fault?.kind === 'stall')
    return cut(response, reply)
  if (fault?.kind === 'slow') await drip(response, reply, signal)
  else await send(response, reply.body, signal)
}

async function send(
  response: ServerResponse,
  body: Iterable<string>,
  signal: AbortSignal,
): Promise<void> {
  for (const piece of body) {
    if (!response.write(piece)) await once(response, 'drain', { signal }).catch(unless(signal))
    await turn()
    if (signal.aborted) return
  }
  response.end()
}

/** A client that has gone waits for nothing more. */
const unless = (signal: AbortSignal) => (error: unknown) => {
  if (!signal.aborted) throw error
}

async function drip(response: ServerResponse, reply: Reply, signal: AbortSignal): Promise<void> {
  const text = [...reply.body].join('')
  const size = Math.ceil(text.length / DROPS)
  const pauseMs = ((reply.fault?.seconds ?? 1) * 1000) / DROPS
  for (let at = 0; at < text.length && !signal.aborted; at += size) {
    await sleep(pauseMs)
    response.write(text.slice(at, at + size))
  }
  response.end()
}

function cut(response: ServerResponse, reply: Reply): void {
  const text = [...reply.body].join('')
  const half = text.slice(0, Math.ceil(text.length / 2))
  if (reply.fault?.kind === 'truncated') response.end(half)
  else if (reply.fault?.kind === 'stall') response.write(half)
  else response.write(half, () => response.socket?.resetAndDestroy())
}
