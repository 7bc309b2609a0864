import { expression, join, sql, type Sql } from '../../define.ts'

const OTHER_PAGES = ['/methodology', '/data-guidance', '/prerelease-access-list']

/** Whether a path or URL is a publication's release page, its methodology tab not counted. */
export function isReleasePage(column: string): Sql {
  const path = expression(column)
  const others = OTHER_PAGES.map((part) => sql` and not contains(${path}, ${part})`)
  return sql`contains(${path}, '/find-statistics/')${join(others, '')}`
}
