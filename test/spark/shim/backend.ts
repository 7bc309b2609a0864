import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { buffer } from 'node:stream/consumers'

import TCLIService from '@databricks/sql/thrift/TCLIService.js'

import { type Transport, thrift } from './driver-parts.ts'
import type { Calls, Method } from './calls.ts'

/** Spark's Thrift server, by its calls. */
export interface Backend {
  readonly call: <M extends Method>(method: M, request: Calls[M][0]) => Promise<Calls[M][1]>
  readonly close: () => void
}

type Callback = (error: unknown, response: unknown) => void

/** Spark asks for a user and a password even where it checks neither. */
const AUTHORIZATION = `Basic ${Buffer.from('rig:rig').toString('base64')}`

/** Opens Spark's Thrift server on a port of this machine; each call is one request. */
export function openBackend(port: number): Backend {
  const agent = new Agent({ keepAlive: true })

  async function post(message: Buffer): Promise<Buffer> {
    const asked = request({
      agent,
      port,
      host: '127.0.0.1',
      path: '/cliservice',
      method: 'POST',
      headers: {
        Authorization: AUTHORIZATION,
        'Content-Type': 'application/x-thrift',
        'Content-Length': message.length,
      },
    })
    asked.end(message)
    const [response] = await once(asked, 'response')
    const body = await buffer(response)
    if (response.statusCode !== 200)
      throw new Error(`Spark's Thrift server answered ${response.statusCode}: ${body.toString()}`)
    return body
  }

  return {
    call: (method, asked) =>
      new Promise((resolve, reject) => {
        const output = new thrift.TBufferedTransport(undefined, (message) => {
          post(message).then((reply) => receive(client, reply), reject)
        })
        const client = clientOn(output)
        const send: unknown = Reflect.get(client, method)
        if (typeof send !== 'function') throw new Error(`Thrift knows no call ${method}.`)
        const settle: Callback = (error, response) =>
          error ? reject(error) : resolve(response as Calls[typeof method][1])
        Reflect.apply(send, client, [asked, settle])
      }),
    close: () => agent.destroy(),
  }
}

function clientOn(output: Transport): object {
  const Client: unknown = Reflect.get(TCLIService, 'Client')
  return Reflect.construct(Client as new () => object, [output, thrift.TBinaryProtocol])
}

function receive(client: object, reply: Buffer): void {
  thrift.TBufferedTransport.receiver((transport) => {
    const protocol = new thrift.TBinaryProtocol(transport)
    const { fname, mtype, rseqid } = protocol.readMessageBegin()
    const read: unknown = Reflect.get(client, `recv_${fname}`)
    if (typeof read === 'function') Reflect.apply(read, client, [protocol, mtype, rseqid])
  })(reply)
}
