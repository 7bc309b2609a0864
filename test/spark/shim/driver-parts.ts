import { createRequire } from 'node:module'

import type * as Arrow from 'apache-arrow' with { 'resolution-mode': 'require' }

/** Bytes on their way in or out of a Thrift message. */
export interface Transport {
  commitPosition(): void
}

export interface Protocol {
  readMessageBegin(): { fname: string; mtype: number; rseqid: number }
}

/** What the rig uses of the package `thrift`, which brings no types. */
interface Thrift {
  readonly TBufferedTransport: {
    new (buffer: undefined, flushed: (message: Buffer) => void): Transport
    receiver(received: (transport: Transport) => void): (message: Buffer) => void
  }
  readonly TBinaryProtocol: new (transport: Transport) => Protocol
}

/** A 64-bit integer as Thrift's generated code holds it. */
export interface Int64 {
  readonly buffer: Buffer
  readonly offset: number
  toNumber(allowImprecise?: boolean): number
}

// The very packages that the driver loads, wherever npm has put them.
const require = createRequire(createRequire(import.meta.url).resolve('@databricks/sql'))

export const thrift: Thrift = require('thrift')
export const arrow: typeof Arrow = require('apache-arrow')
export const int64: new (value: number | Buffer) => Int64 = require('node-int64')
