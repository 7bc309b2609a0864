/** An object of which nothing is known yet. */
export type UnknownObject = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is UnknownObject =>
  typeof value === 'object' && value !== null
