import { sql, type Sql } from '../../define.ts'
import { eachOnce } from './each-once.ts'
import { pageType } from './page-type.ts'

/** The pages of one type: `pagePath`, each once. `paths` is a select of `pagePath`. */
export const pagesOfType = (paths: Sql, type: string): Sql => sql`
    select pagePath from (${eachOnce('pagePath', paths)}) as paths where ${pageType('value')} = ${type}`
