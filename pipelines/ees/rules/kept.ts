import { sql, type Sql, UNCLASSIFIED } from '../../define.ts'

/** Rows of the page types a table is about, and those that have none: these must not get lost unseen. */
export const kept = (pageTypes: readonly string[]): Sql =>
  sql`(page_type in ${pageTypes} or startswith(page_type, ${UNCLASSIFIED}))`
