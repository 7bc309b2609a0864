import { setTimeout } from 'node:timers/promises'

import type { Sql } from '../../pipelines/define.ts'
import { passing } from '../failure.ts'
import {
  type Builds,
  buildsOf,
  NO_BUILDS,
  type Place,
  readsApp,
  textOf,
} from './databricks-builds.ts'
import type { Session } from './databricks-client.ts'
import type { States } from './databricks-states.ts'
import type { Row } from './warehouse.ts'

const TRIES = 20

interface Reading extends Place {
  readonly builds: States['builds']
}

/**
 * The rows of a select, from one state of the app tables. Delta shows one state of one table; so it is asked afterwards
 * whether each is still where it was read, with the build it had, and read again where one is not.
 */
export async function consistentRows(
  session: Session,
  statement: Sql,
  { builds, ...place }: Reading,
): Promise<readonly Row[]> {
  if (!readsApp(statement)) return session.rows(textOf(statement, place, NO_BUILDS))
  const { run } = place.scope
  let before = buildsOf(await builds.known(), run)
  for (let tried = 1; tried <= TRIES; tried += 1) {
    const read = await attempt(session, textOf(statement, place, before))
    const after = buildsOf(await builds.current(), run)
    if (seenBy(statement, before) === seenBy(statement, after)) {
      if ('rows' in read) return read.rows
      throw read.error
    }
    before = after
    await setTimeout(50 * tried)
  }
  throw passing(
    'Warehouse',
    `Reading app tables: they were built or published anew during each of ${TRIES} tries. The step tries again.`,
  )
}

/** A staged table may be gone, or be copied, before a statement comes to it. */
async function attempt(
  session: Session,
  text: string,
): Promise<{ readonly rows: Row[] } | { readonly error: unknown }> {
  try {
    return { rows: await session.rows(text) }
  } catch (error) {
    return { error }
  }
}

/** What a statement sees of the builds. */
const seenBy = (statement: Sql, { published, staged }: Builds): string =>
  JSON.stringify(
    statement.parts.flatMap((part) => {
      if (typeof part !== 'object') return []
      const { name } = 'published' in part ? part.published : part
      return [published.get(name) ?? null, staged.get(name) ?? null]
    }),
  )
