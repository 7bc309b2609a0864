import type { Session } from './databricks-client.ts'
import { catalogName } from './databricks-names.ts'
import type { Publication } from './databricks-publish.ts'
import type { Published } from './warehouse.ts'

/**
 * Moves the key to the day that all tables it promises end on, by one statement that looks at them itself; where they
 * end on different days it stays.
 */
export async function moveKey(
  session: Session,
  { names, key }: Publication,
  replaced: boolean,
): Promise<Pick<Published, 'latestData' | 'keyMoved'>> {
  const { literal, now } = session.dialect
  const name = catalogName(names, { layer: 'app', name: key.name })
  await session.run(`CREATE TABLE IF NOT EXISTS ${name} (last_updated TIMESTAMP, latest_data DATE)`)
  const newest = key.promises
    .map((table) => `SELECT max(date) AS day FROM ${catalogName(names, table)}`)
    .join(' UNION ALL ')
  const days = await session.rows(`SELECT DISTINCT day FROM (${newest})`)
  const day = days[0]?.['day']
  if (days.length !== 1 || typeof day !== 'string') return { latestData: null, keyMoved: false }
  const kept = await session.rows(`SELECT * FROM ${name}`)
  if (!replaced && kept.length === 1 && kept[0]?.['latest_data'] === day)
    return { latestData: day, keyMoved: false }
  const agreed = `min(day) = DATE ${literal(day)} AND max(day) = DATE ${literal(day)} AND count(day) = count(*)`
  await session.run(
    `INSERT OVERWRITE ${name}
     SELECT ${now}, CASE WHEN ${agreed} THEN min(day) ELSE raise_error('the tables have moved on') END FROM (${newest})`,
  )
  return { latestData: day, keyMoved: true }
}
