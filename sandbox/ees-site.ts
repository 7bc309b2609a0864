import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

import { type Fault, Faults } from './ees-site-faults.ts'
import { type Answer, answer, type SiteContent } from './ees-site-routes.ts'
import type { DataSet } from './data-set.ts'
import { dataSets } from './data-sets.ts'
import { formerSlugs } from './former-slugs.ts'
import type { Publication } from './publication.ts'
import { publications } from './publications.ts'
import type { SiteChange } from './site-changes.ts'

export interface EesSiteOptions {
  /** @default the stand-in's own list */
  readonly publications?: readonly Publication[]
  /** @default those of the publications listed */
  readonly dataSets?: readonly DataSet[]
  /** Former slugs to those of today. @default the hand-kept slugs of the publications listed */
  readonly renamed?: ReadonlyMap<string, string>
  /** @default one that is free */
  readonly port?: number
  /** How long an answer takes, in milliseconds. @default 0 */
  readonly latencyMs?: number
}

export interface SeenRequest {
  /** Path and query. */
  readonly path: string
  /** When it came, in milliseconds since the site started. */
  readonly atMs: number
  readonly userAgent: string | undefined
}

/** A stand-in for the site, on the loopback interface. */
export interface EesSite {
  readonly url: string
  readonly port: number
  /** Every request so far, oldest first. */
  readonly requests: readonly SeenRequest[]
  /** The most requests that were under way at once. */
  readonly mostAtOnce: number
  /** Makes the next requests meet a fault. */
  fail(fault: Fault): void
  /** Changes what the site holds from the next request on; a function is given what it holds now. */
  change(content: Partial<SiteContent> | SiteChange): void
  close(): Promise<void>
}

/** Starts the stand-in site; rejects when the port is taken. */
export async function startEesSite(options: EesSiteOptions = {}): Promise<EesSite> {
  const site = new Site(options)
  await site.listen(options.port ?? 0)
  return site
}

const HTML = 'text/html; charset=utf-8'

class Site implements EesSite {
  readonly requests: SeenRequest[] = []
  mostAtOnce = 0
  port = 0
  readonly #faults = new Faults()
  readonly #latencyMs: number
  readonly #server = createServer((request, response) => void this.#serve(request, response))
  #content: SiteContent
  #underWay = 0
  #startedMs = 0

  constructor(options: EesSiteOptions) {
    const listed = options.publications ?? publications()
    this.#content = {
      publications: listed,
      dataSets: options.dataSets ?? dataSets(listed),
      renamed: options.renamed ?? formerSlugs(listed),
    }
    this.#latencyMs = options.latencyMs ?? 0
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async listen(port: number): Promise<void> {
    this.#server.listen(port, '127.0.0.1')
    await once(this.#server, 'listening')
    const address = this.#server.address()
    if (address !== null && typeof address === 'object') this.port = address.port
    this.#startedMs = performance.now()
  }

  fail(fault: Fault): void {
    this.#faults.add(fault)
  }

  change(content: Partial<SiteContent> | SiteChange): void {
    const next = typeof content === 'function' ? content(this.#content) : content
    this.#content = { ...this.#content, ...next }
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return
    this.#server.close()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#note(request, response)
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return void response.writeHead(405, { allow: 'GET, HEAD' }).end()
    const url = new URL(request.url ?? '/', this.url)
    const fault = this.#faults.take(`${url.pathname}${url.search}`)
    if (fault?.kind === 'hang') return
    if (this.#latencyMs > 0) await sleep(this.#latencyMs)
    if (fault?.kind === 'reset') return void request.socket.resetAndDestroy()
    send(response, answer(this.#content, url, fault), fault)
  }

  #note(request: IncomingMessage, response: ServerResponse): void {
    this.requests.push({
      path: request.url ?? '/',
      atMs: performance.now() - this.#startedMs,
      userAgent: request.headers['user-agent'],
    })
    this.#underWay += 1
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay)
    response.once('close', () => {
      this.#underWay -= 1
    })
  }
}

function send(
  response: ServerResponse,
  { status, location, retryAfterS, body }: Answer,
  fault: Fault | undefined,
): void {
  response.writeHead(status, {
    'content-type': HTML,
    'content-length': Buffer.byteLength(body),
    'cache-control': 's-maxage=30, stale-while-revalidate=30',
    ...(location !== undefined && { location }),
    ...(retryAfterS !== undefined && { 'retry-after': String(retryAfterS) }),
  })
  const half = body.slice(0, body.length / 2)
  if (fault?.kind === 'cut-off') response.write(half, () => response.destroy())
  else if (fault?.kind === 'stall') response.write(half)
  else response.end(response.req.method === 'HEAD' ? undefined : body)
}
