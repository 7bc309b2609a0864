import { invalidArgument, unknownFields } from './google-error.ts'

export type Json = Readonly<Record<string, unknown>>

/** Reads a request's body as the gateway does: one JSON object, an empty body being an empty one. */
export function parseBody(body: string): Json {
  if (body.trim() === '') return {}
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw invalidArgument(`Invalid JSON payload received. ${reason}`)
  }
  if (isObject(parsed)) return parsed
  throw invalidArgument(
    'Invalid JSON payload received. Unknown name "": Root element must be a message.',
  )
}

/** Refuses keys that a message has no field for. */
export function onlyFields(json: Json, fields: readonly string[], at = ''): Json {
  const unknown = Object.keys(json).filter((key) => !fields.includes(key))
  if (unknown.length > 0) throw unknownFields(unknown, at)
  return json
}

/** A list of messages; one that is absent is empty. */
export function messages(json: Json, key: string, fields: readonly string[]): readonly Json[] {
  return list(json, key).map((entry, place) => {
    const at = `${snake(key)}[${place}]`
    if (!isObject(entry)) throw wrongValue(at, entry)
    return onlyFields(entry, fields, at)
  })
}

/** A list of anything. */
export function list(json: Json, key: string): readonly unknown[] {
  const value = json[key] ?? []
  if (!Array.isArray(value)) throw wrongValue(snake(key), value)
  return value
}

/** A text; one that is absent is empty. */
export function text(json: Json, key: string): string {
  const value = json[key] ?? ''
  if (typeof value !== 'string') throw wrongValue(snake(key), value)
  return value
}

/** An int64, which JSON may give as a number or as a text; one that is absent is 0. */
export function integer(json: Json, key: string): number {
  const value = json[key] ?? 0
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isInteger(number)) throw wrongValue(snake(key), value)
  return number
}

/** A truth value; one that is absent is false. */
export function flag(json: Json, key: string): boolean {
  const value = json[key] ?? false
  if (typeof value !== 'boolean') throw wrongValue(snake(key), value)
  return value
}

/** An enum, by name or by number; one that is absent is its first. */
export function choice(json: Json, key: string, names: readonly string[]): string {
  const value = json[key] ?? 0
  const name = typeof value === 'number' ? names[value] : names.find((known) => known === value)
  if (name === undefined) throw wrongValue(snake(key), value)
  return name
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function wrongValue(at: string, value: unknown) {
  return invalidArgument(`Invalid value at '${at}', ${JSON.stringify(value)}`)
}

const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
