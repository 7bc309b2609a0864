import { writeFile } from 'node:fs/promises'

import { type Headers, reasonOf } from './databricks-login.ts'
import { final, passing } from './failure.ts'

export interface VolumeEntry {
  readonly name: string
  readonly path: string
  readonly isFolder: boolean
  readonly bytes: number
  readonly modifiedAt: Date
}

/** Reading what lies in a volume of Unity Catalog, by the Files API; paths begin with `/Volumes/`. */
export interface VolumeFiles {
  /** What a folder holds; undefined where there is none. */
  list(folder: string, signal?: AbortSignal): Promise<readonly VolumeEntry[] | undefined>
  /** Size and last change of a file; undefined where there is none. */
  look(path: string): Promise<Pick<VolumeEntry, 'bytes' | 'modifiedAt'> | undefined>
  /** The bytes of a file from one on up to another, which is not among them. */
  read(path: string, from: number, to: number): Promise<Buffer>
  /** Writes a whole file to this machine. */
  save(path: string, to: string, signal?: AbortSignal): Promise<void>
}

const ANSWER_MS = 60_000

/** @param hostname of the workspace, with a port where it is not 443 */
export function createVolumeFiles(hostname: string, login: () => Promise<Headers>): VolumeFiles {
  const ask = async (url: string, { method = 'GET', headers = {}, signal }: Asking = {}) => {
    const limits = [AbortSignal.timeout(ANSWER_MS), ...(signal ? [signal] : [])]
    try {
      const answer = await fetch(`https://${hostname}/api/2.0/fs/${url}`, {
        method,
        headers: { ...(await login()), ...headers },
        signal: AbortSignal.any(limits),
      })
      return answer.ok || answer.status === 404 ? answer : await refuse(url, answer)
    } catch (error) {
      signal?.throwIfAborted()
      throw unanswered(url, error)
    }
  }
  return {
    list: (folder, signal) => list((url) => ask(url, { signal }), folder),
    look: async (path) => {
      const answer = await ask(`files${encoded(path)}`, { method: 'HEAD' })
      if (!answer.ok) return undefined
      return {
        bytes: Number(answer.headers.get('content-length')),
        modifiedAt: new Date(answer.headers.get('last-modified') ?? 0),
      }
    },
    read: async (path, from, to) => {
      const answer = await ask(`files${encoded(path)}`, {
        headers: { Range: `bytes=${from}-${to - 1}` },
      })
      const bytes = Buffer.from(await requireThere(path, answer).arrayBuffer())
      // Who does not know of ranges sends the whole file.
      return answer.status === 206 ? bytes : bytes.subarray(from, to)
    },
    save: async (path, to, signal) => {
      const answer = requireThere(path, await ask(`files${encoded(path)}`, { signal }))
      await writeFile(to, answer.body ?? [], { signal })
    },
  }
}

function requireThere(path: string, answer: Response): Response {
  if (answer.ok) return answer
  throw passing(
    'Unavailable',
    `Reading ${path}: it is gone meanwhile. The step looks again for what there is.`,
  )
}

interface Asking {
  readonly method?: string
  readonly headers?: Headers
  readonly signal?: AbortSignal | undefined
}

type Ask = (url: string) => Promise<Response>

async function list(ask: Ask, folder: string): Promise<readonly VolumeEntry[] | undefined> {
  const entries: VolumeEntry[] = []
  let token = ''
  do {
    const page = token && `?page_token=${encodeURIComponent(token)}`
    const answer = await ask(`directories${encoded(folder)}${page}`)
    if (!answer.ok) return undefined
    const { contents = [], next_page_token: next = '' } = pageOf(await answer.json())
    entries.push(...contents.map(entryOf))
    token = next
  } while (token)
  return entries
}

interface Page {
  readonly contents?: readonly Listed[]
  readonly next_page_token?: string
}

interface Listed {
  readonly name: string
  readonly path: string
  readonly is_directory?: boolean
  readonly file_size?: number
  /** Milliseconds since 1970. */
  readonly last_modified?: number
}

/** As the API documents it. */
const pageOf = (json: unknown): Page => (typeof json === 'object' && json ? json : {})

const entryOf = (found: Listed): VolumeEntry => ({
  name: found.name,
  path: found.path,
  isFolder: found.is_directory ?? false,
  bytes: found.file_size ?? 0,
  modifiedAt: new Date(found.last_modified ?? 0),
})

const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

async function refuse(url: string, answer: Response): Promise<never> {
  const said = (await answer.text().catch(() => '')).slice(0, 300)
  const what = `Reading ${decodeURIComponent(url)} of the volume: it answered ${answer.status}.`
  if (answer.status === 429 || answer.status >= 500)
    throw passing('Unavailable', `${what} The step tries again. ${said}`)
  throw final(
    'Unauthorised',
    `${what} Check the login, and that this user has READ VOLUME on it. ${said}`,
  )
}

function unanswered(url: string, error: unknown): unknown {
  if (error instanceof Error && error.name === 'ApplicationFailure') return error
  return passing(
    'Unavailable',
    `Reading ${decodeURIComponent(url)} of the volume: no answer (${reasonOf(error)}). The step tries again; if it goes on, check DATABRICKS_SERVER_HOSTNAME and the network.`,
  )
}
