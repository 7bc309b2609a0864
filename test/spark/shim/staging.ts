import { randomUUID } from 'node:crypto'

import type { Refusal, Volumes } from './volumes.ts'

/** What the driver is told to do with a file: one row of a staging operation's result. */
export interface StagingRow {
  readonly operation: 'PUT' | 'GET' | 'REMOVE'
  /** A file of the client's machine; none for REMOVE. */
  readonly localFile: string | null
  readonly presignedUrl: string
  /** As JSON; the request to the URL must carry them. */
  readonly headers: string
}

/** A request that a URL signed by the warehouse allows, once. */
export interface Signed {
  readonly method: 'PUT' | 'GET' | 'DELETE'
  readonly path: string
  readonly overwrite: boolean
}

export interface Staging {
  /** The answer to a staging statement; undefined where the statement is none. */
  readonly answer: (statement: string) => StagingRow | Refusal | undefined
  /** What a URL's key allows; undefined where it allows nothing, or nothing more. */
  readonly redeem: (key: string) => Signed | undefined
}

const TEXT = String.raw`'((?:[^'\\]|\\.)*)'`
const STATEMENT = new RegExp(
  String.raw`^\s*(?:(PUT)\s+${TEXT}\s+INTO\s+${TEXT}(\s+OVERWRITE)?|(GET)\s+${TEXT}\s+TO\s+${TEXT}|(REMOVE)\s+${TEXT})\s*;?\s*$`,
  'i',
)

/** The cloud's storage wants this header; a client that drops what it was told to send is refused. */
export const STORAGE_HEADER = ['x-ms-blob-type', 'BlockBlob'] as const

/** @param origin of the URLs, as `https://localhost:1234` */
export function openStaging(origin: () => string, volumes: Volumes): Staging {
  const signed = new Map<string, Signed>()

  function row(allowed: Signed, operation: StagingRow['operation'], localFile: string | null) {
    const refusal = volumes.refusal(allowed.path, operation === 'GET' ? 'READ' : 'WRITE')
    if (refusal) return refusal
    const key = randomUUID()
    signed.set(key, allowed)
    const presignedUrl = `${origin()}/storage/${key}`
    const headers = JSON.stringify(Object.fromEntries([STORAGE_HEADER]))
    return { operation, localFile, presignedUrl, headers }
  }

  return {
    answer: (statement) => {
      const [, put, from, into, overwrite, get, source, target, remove, gone] = (
        STATEMENT.exec(statement) ?? []
      ).map((text) => text?.replaceAll(/\\(.)/g, '$1'))
      const over = overwrite !== undefined
      if (put && from && into)
        return row({ method: 'PUT', path: into, overwrite: over }, 'PUT', from)
      if (get && source && target)
        return row({ method: 'GET', path: source, overwrite: false }, 'GET', target)
      if (remove && gone)
        return row({ method: 'DELETE', path: gone, overwrite: false }, 'REMOVE', null)
      return undefined
    },
    redeem: (key) => {
      const allowed = signed.get(key)
      signed.delete(key)
      return allowed
    },
  }
}
