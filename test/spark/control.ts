import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

/** What a test may have the rig do, by name. */
export type Orders = Readonly<Record<string, (argument: never) => unknown>>

export interface Control {
  /** As `http://127.0.0.1:1234`. */
  readonly url: string
  readonly close: () => void
}

/** Takes orders from tests, which run in other processes. */
export async function serveControl(orders: Orders): Promise<Control> {
  const server = createServer((request, response) => {
    obey(request.url?.slice(1) ?? '', request)
      .then((result) => response.end(JSON.stringify(result ?? null)))
      .catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  async function obey(name: string, body: NodeJS.ReadableStream): Promise<unknown> {
    const carryOut = orders[name]
    if (!carryOut) throw new Error(`The rig knows no ${name}.`)
    return carryOut((await json(body)) as never)
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Gives an order, waits until it is carried out, and resolves to what came of it. */
export async function order<T>(url: string, name: string, argument: unknown = null): Promise<T> {
  const response = await fetch(`${url}/${name}`, { method: 'POST', body: JSON.stringify(argument) })
  const text = await response.text()
  if (!response.ok) throw new Error(`The rig failed at ${name}: ${text}`)
  return JSON.parse(text)
}
