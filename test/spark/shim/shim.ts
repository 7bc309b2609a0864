import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Server, createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { buffer, text } from 'node:stream/consumers'

import { restError, send } from './answer.ts'
import { openBackend } from './backend.ts'
import type { Certificate } from './certificate.ts'
import { dialectOf } from './dialect.ts'
import { type Aim, type Asked, Faults } from './faults.ts'
import { answerFile, answerFiles } from './files-api.ts'
import { type Credentials, openLogin } from './login.ts'
import { methodOf, serve } from './service.ts'
import { STORAGE_HEADER, openStaging } from './staging.ts'
import { openVolumes } from './volumes.ts'
import { openWarehouse } from './warehouse.ts'

export interface ShimOptions {
  readonly certificate: Certificate
  readonly credentials: Credentials
  readonly httpPath: string
  readonly catalog: string
  /** Holds the volumes. */
  readonly folder: string
  /** Of Spark's Thrift server. */
  readonly sparkPort: number
  /** Whether it is there: what it answers while it stops is of its own end, and not a warehouse's. */
  readonly serves: () => boolean
}

export interface Shim {
  /** As `localhost:1234`. */
  readonly host: string
  readonly faults: Faults
  /** Ends all faults; requests that hang are broken off. */
  readonly mend: () => void
  readonly dropSessions: () => Promise<void>
  /** Ends every token that a service principal has got. */
  readonly expireTokens: () => void
  readonly close: () => Promise<void>
}

/** Speaks to the driver as Databricks does: its Thrift service, its login and its files, over Spark and a folder. */
export async function startShim(options: ShimOptions): Promise<Shim> {
  const { certificate, credentials, httpPath, catalog, folder } = options
  const faults = new Faults()
  const login = openLogin(credentials, () => faults.has('token-refused'))
  const volumes = openVolumes(folder, () => faults.has('volume-refused'))
  const staging = openStaging(() => `https://${hostOf(server)}`, volumes)
  const backend = openBackend(options.sparkPort)
  const dialect = dialectOf(catalog, volumes)
  const hanging: IncomingMessage[] = []
  const warehouse = openWarehouse({ backend, staging, dialect })

  const routes: readonly (readonly [RegExp, Aim['on'], Route])[] = [
    [/^\/oidc\//, 'login', answerLogin],
    [/^\/storage\//, 'files', answerStorage],
    [/^\/api\/2\.0\/fs\//, 'files', known(async (...asked) => answerFiles(volumes, ...asked))],
    [/^/, 'sql', known(answerSql)],
  ]

  const server = createServer(certificate, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy()
      else send(response, restError(500, 'INTERNAL_ERROR', String(error)))
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, on, route] = routes.find(([path]) => path.test(request.url ?? '/')) ?? []
    if (!on || !route) return
    if (on !== 'sql' && meets({ on }, request, response)) return
    await route(request, response)
  }

  /** Lets a request meet the fault that waits for it; true where it is not to be answered. */
  function meets(asked: Asked, request: IncomingMessage, response: ServerResponse): boolean {
    const fault = faults.meet(asked)
    if (fault?.kind === 'status') {
      const headers = fault.retryAfter !== undefined && { 'Retry-After': `${fault.retryAfter}` }
      send(response, {
        ...restError(fault.status, ...WORDS(fault.status)),
        ...(headers && { headers }),
      })
    }
    if (fault?.kind === 'answer-lost')
      response.writeHead = () => {
        request.socket.destroy()
        return response
      }
    if (fault?.kind === 'answer-withheld') {
      response.writeHead = () => response
      response.end = () => response
    }
    if (fault?.kind === 'hang' || fault?.kind === 'answer-withheld') hanging.push(request)
    return fault?.kind === 'status' || fault?.kind === 'hang'
  }

  /** For those with a token only. */
  function known(route: Route): Route {
    return async (request, response) => {
      const refusal = login.refusal(request.headers.authorization)
      if (refusal) send(response, refusal)
      else await route(request, response)
    }
  }

  async function answerLogin(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    if (request.url === '/oidc/.well-known/oauth-authorization-server')
      send(response, login.discovery(`https://${hostOf(server)}`))
    else if (request.url === '/oidc/v1/token' && request.method === 'POST')
      send(response, login.token(request.headers.authorization, body))
    else send(response, restError(404, 'ENDPOINT_NOT_FOUND', `No API found for '${request.url}'`))
  }

  async function answerStorage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const signed = staging.redeem(request.url?.split('/').at(-1) ?? '')
    const [name, value] = STORAGE_HEADER
    if (!signed || signed.method !== request.method || request.headers[name] !== value)
      return send(response, { status: 403 })
    const { path, overwrite } = signed
    await answerFile({ local: volumes.local(path), path, overwrite }, request, response)
  }

  async function answerSql(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url !== httpPath || request.method !== 'POST')
      return send(
        response,
        restError(404, 'ENDPOINT_NOT_FOUND', `No API found for '${request.url}'`),
      )
    const message = await buffer(request)
    if (meets({ on: 'sql', call: methodOf(message), message }, request, response)) return
    let down = false
    const reply = await serve(async (...asked) => {
      try {
        return await warehouse.handle(...asked)
      } catch (error) {
        down = isDown(error)
        throw error
      }
    }, message)
    if (down || !options.serves()) send(response, STARTING)
    else response.writeHead(200, { 'Content-Type': 'application/x-thrift' }).end(reply)
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: hostOf(server),
    faults,
    dropSessions: warehouse.dropSessions,
    expireTokens: login.expire,
    mend: () => {
      faults.clear()
      for (const { socket } of hanging.splice(0)) socket.destroy()
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      backend.close()
    },
  }
}

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>

const STARTING = {
  ...restError(503, 'TEMPORARILY_UNAVAILABLE', 'The warehouse is starting; try again later.'),
  headers: { 'Retry-After': '1' },
}

const WORDS = (status: number): readonly [string, string] =>
  status === 429
    ? ['REQUEST_LIMIT_EXCEEDED', 'The request rate is over its limit; try again later.']
    : ['TEMPORARILY_UNAVAILABLE', 'The service is not available for the moment; try again later.']

const isDown = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  /^(ECONNREFUSED|ECONNRESET|EPIPE)$/.test(String(error.code))

const hostOf = (server: Server) => `localhost:${(server.address() as AddressInfo).port}`
