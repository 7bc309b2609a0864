import TCLIService from '@databricks/sql/thrift/TCLIService.js'

import type { Calls, Method } from './calls.ts'
import { thrift } from './driver-parts.ts'

/** Answers each call; what it rejects with reaches the driver as an exception of Thrift's. */
export type Handle = <M extends Method>(method: M, request: Calls[M][0]) => Promise<Calls[M][1]>

interface Processor {
  process(input: object, output: object): void
}

/** Reads one message of the driver's and resolves to the reply. Rejects where it is not Thrift's. */
export function serve(handle: Handle, message: Buffer): Promise<Buffer> {
  return new Promise((resolve) => {
    const output = new thrift.TBinaryProtocol(new thrift.TBufferedTransport(undefined, resolve))
    thrift.TBufferedTransport.receiver((transport) =>
      processorOf(handle).process(new thrift.TBinaryProtocol(transport), output),
    )(message)
  })
}

function processorOf(handle: Handle): Processor {
  const methods = new Proxy(
    {},
    {
      get: (_, method) => (request: never) => handle(method as Method, request),
      has: () => true,
    },
  )
  const Processor: new (handler: object) => Processor = Reflect.get(TCLIService, 'Processor')
  return new Processor(methods)
}

/** The call that a message makes, as its first bytes say. */
export const methodOf = (message: Buffer): string =>
  message.toString('utf8', 8, 8 + message.readInt32BE(4))
