import type { ReplaceFacts } from '../../checks/facts.ts'
import { keyOf, sameKey, type NowAndNext } from './changes.ts'
import type { Dialect } from './dialect.ts'
import { countOf, nullsIn, offending, repeated } from './facts.ts'
import type { Statements } from './statements.ts'

/** What becomes of a list when its next version replaces it. */
export async function replaceFacts(
  session: Statements,
  { table, now, next }: NowAndNext,
): Promise<ReplaceFacts> {
  const [from, to] = [`FROM ${now} AS now`, `FROM ${next} AS next`]
  const same = sameKey(session.dialect, table)
  const [inFrom, inTo] = [from, to].map((rows) => `EXISTS (SELECT 1 ${rows} WHERE ${same})`)
  return {
    before: await countOf(session, now),
    after: await countOf(session, next),
    added: await offending(session, `SELECT * ${to} WHERE NOT ${inFrom}`),
    removed: await offending(session, `SELECT * ${from} WHERE NOT ${inTo}`),
    changed: await offending(session, `SELECT * ${to} WHERE ${inFrom} EXCEPT ALL SELECT * ${from}`),
    duplicates: await repeated(session, next, table.key),
    nulls: await nullsIn(session, next, table.columns),
  }
}

/** Makes a list its next version, by key and in one statement. */
export function mergeOf(dialect: Dialect, { table, next }: NowAndNext, name: string): string {
  const { identifier } = dialect
  const columns = Object.keys(table.columns)
  const key = keyOf(table)
  const others = columns.filter((column) => !key.includes(column)).map(identifier)
  const names = columns.map(identifier)
  const differ = others.map((column) => `now.${column} IS DISTINCT FROM next.${column}`)
  const update = others.map((column) => `${column} = next.${column}`)
  return `MERGE INTO ${name} AS now USING ${next} AS next ON ${sameKey(dialect, table)}
     ${others.length > 0 ? `WHEN MATCHED AND (${differ.join(' OR ')}) THEN UPDATE SET ${update.join(', ')}` : ''}
     WHEN NOT MATCHED THEN INSERT (${names.join(', ')}) VALUES (${names.map((column) => `next.${column}`).join(', ')})
     WHEN NOT MATCHED BY SOURCE THEN DELETE`
}
