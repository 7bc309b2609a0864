import type { ServerResponse } from 'node:http'

/** An answer that is not streamed. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
}

export function send(response: ServerResponse, { status, headers = {}, json }: Answer): void {
  response.writeHead(status, {
    ...(json !== undefined && { 'Content-Type': 'application/json' }),
    ...headers,
  })
  response.end(json === undefined ? undefined : JSON.stringify(json))
}

/** An error as the REST API words it. */
export const restError = (status: number, code: string, message: string): Answer => ({
  status,
  json: { error_code: code, message, details: [] },
})
