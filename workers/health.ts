import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'

/** What keeps the worker from going on, and what keeps it from its work; none where all is well. */
export interface Health {
  readonly live: readonly string[]
  readonly ready: readonly string[]
}

interface Address {
  readonly host: string
  readonly port: number
}

/**
 * Answers `/live` and `/ready` with 200, or 503 and the problems: `{"ready":false,"problems":["…"]}`.
 * @throws where the address is taken or is none of this machine
 */
export async function serveHealth({ host, port }: Address, health: () => Health) {
  const server = createServer(({ url }, response) => {
    const question = url?.split('?')[0]?.slice(1)
    if (question !== 'live' && question !== 'ready')
      return answer(response, 404, { problems: ['Ask for /live or /ready.'] })
    const problems = health()[question]
    const well = problems.length === 0
    answer(response, well ? 200 : 503, { [question]: well, problems })
  })
  try {
    server.listen({ host: host.replace(/^\[(.*)\]$/, '$1'), port })
    await once(server, 'listening')
  } catch (cause) {
    throw new Error(
      `Serving health on HEALTH_ADDRESS, ${host}:${port}: ${cause instanceof Error ? cause.message : String(cause)}. Give an address of this machine and a port that is free, such as 127.0.0.1:8080.`,
      { cause },
    )
  }
  return {
    close: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(`${JSON.stringify(body)}\n`)
}
