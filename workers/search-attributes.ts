import { setTimeout } from 'node:timers/promises'

import { TypedSearchAttributes } from '@temporalio/common'

import { ATTRIBUTES } from '../workflows/attributes.ts'
import type { Temporal } from './temporal.ts'

/** Name and type, the latter as the server's own tools call it, such as `Keyword`. */
export const SEARCH_ATTRIBUTES: readonly (readonly [name: string, type: string])[] = Object.values(
  ATTRIBUTES,
).map(({ name, type }) => [name, TypedSearchAttributes.toMetadataType(type)])

/** The server's numbers for them. */
const NUMBERS = { KEYWORD: 2, KEYWORD_LIST: 7 } as const satisfies Record<Attribute['type'], number>

const POLL_MS = 50
const PATIENCE_MS = 30_000

type Server = Pick<Temporal, 'client' | 'namespace' | 'address'>

/**
 * Makes known to a namespace by what runs are found: a run that sets an attribute which the server does not know
 * would hang.
 * @throws where it has one of another type, or will not have them made; says which, and the command that makes them
 */
export async function requireSearchAttributes(server: Server): Promise<void> {
  const missing = await missingAttributes(server)
  if (missing.length === 0) return
  const { client, namespace } = server
  try {
    await client.connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map(({ name, type }) => [name, NUMBERS[type]])),
    })
    const deadline = Date.now() + PATIENCE_MS
    while ((await missingAttributes(server)).length > 0 && Date.now() < deadline)
      await setTimeout(POLL_MS)
  } catch (cause) {
    throw refused(server, missing, cause)
  }
}

type Attribute = (typeof ATTRIBUTES)[keyof typeof ATTRIBUTES]

/**
 * Those that a namespace lacks.
 * @throws where it has one of another type
 */
export async function missingAttributes(server: Server): Promise<readonly Attribute[]> {
  const { client, namespace, address } = server
  const { customAttributes } = await client.connection.operatorService
    .listSearchAttributes({ namespace })
    .catch((cause: unknown) => throwUnknown({ namespace, address }, cause))
  const other = Object.values(ATTRIBUTES).filter(
    ({ name, type }) => (customAttributes[name] ?? NUMBERS[type]) !== NUMBERS[type],
  )
  if (other.length > 0)
    throw new Error(
      `Looking at the search attributes of the namespace ${namespace} at ${address}: ${other.map(({ name }) => name).join(', ')} there has another type than wanted (${commandsFor(other, namespace)}). Use another namespace, or remove that attribute where nothing else needs it.`,
    )
  return Object.values(ATTRIBUTES).filter(({ name }) => !(name in customAttributes))
}

function throwUnknown({ namespace, address }: Omit<Server, 'client'>, cause: unknown): never {
  throw new Error(
    `Looking at the search attributes of the namespace ${namespace} at ${address}: ${cause instanceof Error ? cause.message : String(cause)} Check TEMPORAL_NAMESPACE, and that this program may read there.`,
    { cause },
  )
}

const refused = ({ namespace, address }: Server, missing: readonly Attribute[], cause: unknown) =>
  new Error(
    `Making search attributes in the namespace ${namespace} at ${address}: ${cause instanceof Error ? cause.message : String(cause)} Runs need ${missing.map(({ name }) => name).join(', ')}; have them made with: ${commandsFor(missing, namespace)}`,
    { cause },
  )

const commandsFor = (attributes: readonly Attribute[], namespace: string): string =>
  attributes.map((attribute) => commandFor(attribute, namespace)).join(' && ')

/** The command that makes an attribute. */
export const commandFor = ({ name, type }: Attribute, namespace: string): string =>
  `temporal operator search-attribute create --namespace ${namespace} --name ${name} --type ${TypedSearchAttributes.toMetadataType(type)}`
