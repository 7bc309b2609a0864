import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, statSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

import { restError, send } from './answer.ts'
import { answerDirectory } from './directories-api.ts'
import type { Volumes } from './volumes.ts'

const API = '/api/2.0/fs'

/** Answers the Files API; resolves to false where the path is not of it. */
export async function answerFiles(
  volumes: Volumes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'https://localhost')
  const [, kind, encoded] = /^\/api\/2\.0\/fs\/(files|directories)(\/.*)$/.exec(pathname) ?? []
  if (kind === undefined || encoded === undefined) return pathname.startsWith(API) && absent()
  const path = decodeURIComponent(encoded)
  const reads = request.method === 'GET' || request.method === 'HEAD'
  const refusal = volumes.refusal(path, reads ? 'READ' : 'WRITE')
  if (refusal) send(response, restError(refusal.status, refusal.code, refusal.message))
  else if (kind === 'directories')
    send(
      response,
      answerDirectory(volumes.local(path), path, { method: request.method, searchParams }),
    )
  else {
    const overwrite = searchParams.get('overwrite') === 'true'
    await answerFile({ local: volumes.local(path), path, overwrite }, request, response)
  }
  return true

  function absent(): true {
    send(response, restError(404, 'ENDPOINT_NOT_FOUND', `No API found for '${pathname}'`))
    return true
  }
}

export interface Place {
  /** Where the file lies on this machine. */
  readonly local: string
  /** As the client names it. */
  readonly path: string
  readonly overwrite: boolean
}

/** Answers a request for one file, which may be used. */
export async function answerFile(
  { local, path, overwrite }: Place,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const found = statSync(local, { throwIfNoEntry: false })
  const method = request.method ?? 'GET'
  if (method === 'PUT') {
    if (found && !overwrite)
      return send(
        response,
        restError(409, 'ALREADY_EXISTS', `The file being created already exists.`),
      )
    await save(request, local)
    return send(response, { status: 204 })
  }
  if (!found?.isFile())
    return send(response, restError(404, 'NOT_FOUND', `The file ${path} does not exist.`))
  if (method === 'DELETE') {
    await rm(local)
    return send(response, { status: 204 })
  }
  if (method !== 'GET' && method !== 'HEAD')
    return send(response, restError(405, 'BAD_REQUEST', `${method} is not supported.`))
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': found.size,
    'Last-Modified': found.mtime.toUTCString(),
  })
  if (method === 'HEAD') response.end()
  else await pipeline(createReadStream(local), response)
}

/** The file is there whole or not at all, as in a cloud's storage. */
async function save(request: IncomingMessage, local: string): Promise<void> {
  await mkdir(dirname(local), { recursive: true })
  const staged = join(dirname(local), `.${basename(local)}.${randomUUID()}`)
  try {
    await pipeline(request, createWriteStream(staged))
    await rename(staged, local)
  } finally {
    await rm(staged, { force: true })
  }
}
