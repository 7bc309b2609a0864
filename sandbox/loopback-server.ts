import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

import { deliver, type Reply } from './reply.ts'

/** A request, read whole. */
export interface Received {
  readonly method: string
  /** With the query. */
  readonly url: URL
  readonly body: string
  /** Ends when the client has gone. */
  readonly signal: AbortSignal
}

/** Answers a request. */
export type Answer = (request: Received) => Promise<Reply>

/** An HTTP server that nobody but this machine can reach. */
export class LoopbackServer {
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
  }

  /** Starts listening; rejects when the port is taken. Port 0 is one that is free. */
  static async start(answer: Answer, port = 0): Promise<LoopbackServer> {
    const server = createServer((request, response) => {
      respond(answer, request, response).catch((error: unknown) => {
        // The client of a broken connection learns of it from the connection itself.
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
        response.end(error instanceof Error ? error.message : String(error))
      })
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return new LoopbackServer(server)
  }

  get url(): string {
    const address = this.#server.address()
    if (address === null || typeof address === 'string')
      throw new Error('The sandbox server is not listening; it was closed before.')
    return `http://127.0.0.1:${address.port}`
  }

  /** Ends every connection, those of hanging requests too. */
  async close(): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
  }
}

async function respond(
  answer: Answer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  const reply = await answer({
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://127.0.0.1'),
    body: Buffer.concat(chunks).toString(),
    signal: gone.signal,
  })
  await deliver(response, reply, gone.signal)
}
