import { setTimeout } from 'node:timers/promises'

import type { Sql } from '../../pipelines/define.ts'
import { passing } from '../failure.ts'
import {
  type Builds,
  NO_BUILDS,
  type Place,
  readBuilds,
  readsApp,
  textOf,
} from './databricks-builds.ts'
import type { Session } from './databricks-client.ts'
import type { Row } from './warehouse.ts'

const TRIES = 20

/**
 * The rows of a select, from one state of the app tables. Delta shows one state of one table; so where a statement
 * reads several, it is asked before and after what is published, and again where that has changed meanwhile.
 */
export async function consistentRows(
  session: Session,
  statement: Sql,
  place: Place,
): Promise<readonly Row[]> {
  if (!readsApp(statement)) return session.rows(textOf(statement, place, NO_BUILDS))
  let before = await readBuilds(session, place)
  for (let tried = 1; tried <= TRIES; tried += 1) {
    const read = await attempt(session, textOf(statement, place, before))
    const after =
      'rows' in read && !readsSeveral(statement) ? before : await readBuilds(session, place)
    if (isSame(before, after)) {
      if ('rows' in read) return read.rows
      throw read.error
    }
    before = after
    await setTimeout(50 * tried)
  }
  throw passing(
    'Warehouse',
    `Reading several app tables at once: they were published anew during each of ${TRIES} tries. The step tries again.`,
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

const readsSeveral = (statement: Sql): boolean =>
  statement.parts.filter(
    (part) => typeof part === 'object' && ('published' in part || part.layer === 'app'),
  ).length > 1

const isSame = (one: Builds, other: Builds): boolean =>
  JSON.stringify([...one.published.values(), ...one.staged.values()]) ===
  JSON.stringify([...other.published.values(), ...other.staged.values()])
