import { expression, sql, type Sql } from '../../define.ts'
import { containing, firstMatch } from './first-match.ts'

/** By what the path contains; a release page may end in one of the first two. */
const PARTS = [
  ['/data-guidance', 'Data guidance'],
  ['/prerelease-access-list', 'Pre-release access'],
  ['/find-statistics/', 'Release page'],
  ['/find-statistics', 'Find stats navigation'],
  ['/data-catalogue/data-set', 'Data catalogue dataset'],
  ['/data-catalogue', 'Data catalogue navigation'],
  ['/data-tables/permalink', 'Permalink'],
  ['/data-tables/', 'Table tool'],
  ['/methodology/', 'Methodology page'],
  ['/methodology', 'Methodology navigation'],
  ['/subscriptions/', 'Subscriptions'],
  ['/glossary', 'Glossary'],
  ['/cookies', 'Cookies'],
] as const

/** The page type of a path. Homepage is whatever has a `/` and no other type. */
export function pageType(column: string): Sql {
  const path = expression(column)
  return firstMatch(path, [
    ...containing(column, PARTS),
    [sql`${path} in ('(other)', '(not set)')`, 'Other'],
    [sql`contains(${path}, '/')`, 'Homepage'],
    [sql`${path} = ''`, 'Blank'],
  ])
}
