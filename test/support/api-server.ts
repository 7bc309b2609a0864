import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Asked {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Readonly<Record<string, unknown>>
  /** 0 for the first request. */
  readonly number: number
}

export interface Reply {
  readonly status?: number
  /** Sent as it is when text, else as JSON. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** `hang` never answers, `reset` breaks the connection, `stall` sends half of the body and no more. */
  readonly fault?: 'hang' | 'reset' | 'stall'
}

export interface ApiServer {
  readonly url: string
  readonly asked: readonly Asked[]
  /** The most requests that were under way at one time. */
  readonly mostAtOnce: () => number
  readonly underWay: () => number
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** An HTTP server on this machine whose every answer a test decides. */
export async function apiServer(
  reply: (asked: Asked) => Reply | Promise<Reply>,
): Promise<ApiServer> {
  const asked: Asked[] = []
  let underWay = 0
  let most = 0
  const server = createServer(async (request, response) => {
    underWay += 1
    most = Math.max(most, underWay)
    response.on('close', () => (underWay -= 1))
    const body = JSON.parse(await text(request))
    const { url: path = '', headers } = request
    const one = { path, headers, body, number: asked.length }
    asked.push(one)
    send(response, await reply(one))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    mostAtOnce: () => most,
    underWay: () => underWay,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function send(response: ServerResponse, { status = 200, body = '', headers, fault }: Reply): void {
  if (fault === 'hang') return
  if (fault === 'reset') return void response.destroy()
  const bytes = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(bytes)),
    ...headers,
  })
  if (fault === 'stall') response.write(bytes.slice(0, bytes.length / 2))
  else response.end(bytes)
}
