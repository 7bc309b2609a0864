import { expression, sql, type Sql } from '../../define.ts'

/** At the start of a path, or of the path of a full URL of the service; the longer of two alternatives first. */
const SECTION =
  '^(?:https?://(?:www[.])?explore-education-statistics[.]service[.]gov[.]uk)?' +
  '/(?:methodology|find-statistics|data-tables|data-catalogue|subscriptions/new-subscription|subscriptions)' +
  '/([^/]*)'

/**
 * The publication's slug in a path, '' where it has none. A slug is small letters, digits and hyphens; whatever else
 * a visitor's link has brought along is taken off.
 */
export const slug = (path: string): Sql => {
  const written = sql`regexp_extract(${expression(path)}, ${SECTION}, 1)`
  return sql`regexp_replace(lower(regexp_replace(${written}, '-methodology$', '')), '[^a-z0-9-]', '')`
}
