import { ApplicationFailure } from '@temporalio/common'

import {
  type Access,
  openAccess,
  quoted,
  SCHEMA_PRIVILEGES,
} from '../../activities/warehouse/databricks-access.ts'
import type { Config } from '../config.ts'
import { checked } from './checked.ts'
import { type Finding, missing, ok, unsure } from './finding.ts'
import { privilegeFinding } from './privileges.ts'

type Layer = 'raw' | 'app' | 'ops'
type Databricks = Extract<Config['warehouse'], { kind: 'databricks' }>

interface Looked {
  readonly access: Access
  readonly names: Config['names']
  readonly warehouse: Databricks
  readonly principal: string
}

/** A SQL warehouse that is stopped takes its time to start. */
const START_SECONDS = 180
const SECONDS = 60
const END_SECONDS = 5

/**
 * Whether Databricks lets this login in, and what it may do there.
 * @returns `reached` false where nothing else of it can be looked at
 */
export async function databricksChecks(
  warehouse: Databricks,
  names: Config['names'],
): Promise<{ readonly reached: boolean; readonly findings: readonly Finding[] }> {
  const access = await openAccess({ ...warehouse, names })
  try {
    let principal: string | undefined
    const connection = await checked(
      { of: 'the SQL warehouse', seconds: START_SECONDS },
      async () => {
        principal = await access.principal()
        return [ok(`connected to ${warehouse.hostname} as ${principal}`)]
      },
    )
    if (principal === undefined)
      return { reached: false, findings: withCatalog(connection, names, warehouse) }
    const looked = { access, names, warehouse, principal }
    const grants = await Promise.all([
      ...(['raw', 'app', 'ops'] as const).map((layer) =>
        checked({ of: `the schema ${names[layer]}`, seconds: SECONDS }, () =>
          schema(looked, layer),
        ),
      ),
      checked({ of: 'the staging volume', seconds: SECONDS }, (signal) => volume(looked, signal)),
    ])
    return { reached: true, findings: [...connection, ...grants.flat()] }
  } finally {
    // A warehouse that does not answer does not end sessions either.
    await checked({ of: 'the end of the sessions', seconds: END_SECONDS }, async () => {
      await access.close()
      return []
    })
  }
}

/** A session begins in the catalog, so that a login without it does not get as far as to say who it is. */
function withCatalog(
  findings: readonly Finding[],
  { catalog }: Config['names'],
  { login }: Databricks,
): readonly Finding[] {
  const who = login.kind === 'client' ? quoted(login.id) : '`<the user of DATABRICKS_TOKEN>`'
  return findings.map((finding) =>
    finding.what.toLowerCase().includes(catalog.toLowerCase())
      ? missing(finding.what, `GRANT USE CATALOG ON CATALOG ${quoted(catalog)} TO ${who};`)
      : finding,
  )
}

async function schema({ access, names, principal }: Looked, layer: Layer): Promise<Finding[]> {
  const place = `${quoted(names.catalog)}.${quoted(names[layer])}`
  const grant = (privileges: readonly string[]) =>
    `GRANT ${privileges.join(', ')} ON SCHEMA ${place} TO ${quoted(principal)};`
  try {
    if (!(await access.hasSchema(layer)))
      return [
        missing(
          `the schema ${names[layer]} is not there, or this login may not know of it`,
          `CREATE SCHEMA IF NOT EXISTS ${place};`,
          grant(SCHEMA_PRIVILEGES),
        ),
      ]
  } catch (error) {
    return [missing(textOf(error), ...(isRefusal(error) ? [grant(SCHEMA_PRIVILEGES)] : []))]
  }
  try {
    const held = await access.grantsOn(layer, principal)
    return [privilegeFinding({ schema: names[layer], principal, held, grant })]
  } catch {
    // Who is granted nothing may not ask, and a warehouse without Unity Catalog has no grants.
    return [
      unsure(
        `${names[layer]} can be used; whether tables can be made and changed there it does not tell`,
      ),
    ]
  }
}

async function volume(looked: Looked, signal: AbortSignal): Promise<Finding[]> {
  const { access, warehouse, principal } = looked
  const [, , catalog = '', inSchema = '', name = ''] = warehouse.stagingVolume.split('/')
  const place = [catalog, inSchema, name].map(quoted).join('.')
  const grant = `GRANT READ VOLUME, WRITE VOLUME ON VOLUME ${place} TO ${quoted(principal)};`
  try {
    if (!(await access.hasVolume(signal)))
      return [
        missing(
          `the staging volume ${warehouse.stagingVolume} is not there`,
          `CREATE VOLUME IF NOT EXISTS ${place};`,
          grant,
        ),
      ]
    await access.passThroughVolume()
    return [ok(`the staging volume ${warehouse.stagingVolume}: READ VOLUME, WRITE VOLUME`)]
  } catch (error) {
    return [missing(textOf(error), grant)]
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof ApplicationFailure && error.type === 'Unauthorised'

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
