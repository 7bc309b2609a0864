import { mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { type Answer, restError } from './answer.ts'
import { isFolder } from './volumes.ts'

const MOST = 1000

interface Asked {
  readonly method: string | undefined
  readonly searchParams: URLSearchParams
}

/** The Files API's answer for a directory, which may be used. */
export function answerDirectory(local: string, path: string, asked: Asked): Answer {
  const { method, searchParams } = asked
  if (method === 'PUT') {
    mkdirSync(local, { recursive: true })
    return { status: 204 }
  }
  if (!isFolder(local))
    return restError(404, 'NOT_FOUND', `The directory being accessed is not found. ${path}`)
  if (method === 'GET') return list(local, path.replace(/\/$/, ''), searchParams)
  if (method === 'HEAD') return { status: 200 }
  if (method !== 'DELETE') return restError(405, 'BAD_REQUEST', `${method} is not supported.`)
  if (visible(local).length > 0)
    return restError(400, 'DIRECTORY_NOT_EMPTY', `The directory ${path} is not empty.`)
  rmdirSync(local)
  return { status: 204 }
}

/** A page of what a directory holds; the token says what was asked for and where to go on. */
function list(local: string, path: string, searchParams: URLSearchParams): Answer {
  const asked = Number(searchParams.get('page_size') ?? MOST)
  if (!Number.isInteger(asked) || asked < 0)
    return restError(400, 'INVALID_PARAMETER_VALUE', 'page_size must be a number of entries.')
  const size = asked === 0 ? MOST : Math.min(asked, MOST)
  const token = searchParams.get('page_token')
  const from = token ? startOf(token, path, size) : 0
  if (from === undefined)
    return restError(400, 'INVALID_PARAMETER_VALUE', 'The page token is not of this request.')
  const names = visible(local)
  const contents = names.slice(from, from + size).flatMap((name) => entry(local, path, name))
  const next = from + size < names.length && tokenOf(path, size, from + size)
  return { status: 200, json: { contents, ...(next && { next_page_token: next }) } }
}

/** Uploads under way are not there yet. */
const visible = (local: string) =>
  readdirSync(local)
    .filter((name) => !name.startsWith('.'))
    .sort()

/** None where the file is gone meanwhile. */
function entry(local: string, path: string, name: string) {
  const found = statSync(join(local, name), { throwIfNoEntry: false })
  if (!found) return []
  const isDirectory = found.isDirectory()
  return {
    path: `${path}/${name}`,
    is_directory: isDirectory,
    ...(!isDirectory && { file_size: found.size }),
    last_modified: Math.floor(found.mtimeMs),
    name,
  }
}

const tokenOf = (path: string, size: number, from: number) =>
  Buffer.from(JSON.stringify([path, size, from])).toString('base64url')

function startOf(token: string, path: string, size: number): number | undefined {
  const from = /,(\d+)\]$/.exec(Buffer.from(token, 'base64url').toString())?.[1]
  return from !== undefined && tokenOf(path, size, Number(from)) === token
    ? Number(from)
    : undefined
}
