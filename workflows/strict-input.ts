import { ApplicationFailure } from '@temporalio/common'

import { isDay } from '../pipelines/days.ts'

/** What a field of an input may hold. */
export interface Field {
  readonly is: (value: unknown) => boolean
  /** As in `a day like "2026-01-31"`. */
  readonly wanted: string
  readonly required?: true
}

/** The form of an input of the type `T`. */
export interface InputForm<T extends object> {
  /** Of what, as in `the input of backfill`. */
  readonly what: string
  readonly fields: { readonly [Name in keyof T]-?: Field }
  readonly example: string
}

export const DAY: Field = {
  is: (value) => typeof value === 'string' && isDay(value),
  wanted: 'a day like "2026-01-31"',
}

export const TABLES: Field = {
  is: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((name) => typeof name === 'string' && name !== ''),
  wanted: 'a list of table names, not empty',
}

/**
 * Takes an input apart strictly: a misspelt field would otherwise run something else than was meant. The workflow
 * fails at once; any other error would only fail its task, and be tried for ever.
 * @throws ApplicationFailure that names the field, the value, what is wanted, and an example
 */
export function requireInput<T extends object>(
  input: unknown,
  { what, fields, example }: InputForm<T>,
): asserts input is T {
  const refused = (where: string, found: unknown, wanted: string) =>
    ApplicationFailure.nonRetryable(
      `Reading ${what}: ${where} is ${JSON.stringify(found) ?? 'missing'}, wanted is ${wanted}. For example: ${example}`,
      'BadInput',
    )
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw refused('the input', input, 'one JSON object')
  const known = new Map<string, Field>(Object.entries(fields))
  const names = [...known.keys()].map((name) => `"${name}"`)
  const values = new Map<string, unknown>(Object.entries(input))
  for (const [name, value] of values)
    if (!known.has(name))
      throw refused(
        `the field "${name}"`,
        value,
        `no such field: there are ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`,
      )
  for (const [name, { is, wanted, required }] of known) {
    const value = values.get(name)
    if (value === undefined ? required : !is(value))
      throw refused(`the field "${name}"`, value, wanted)
  }
}
