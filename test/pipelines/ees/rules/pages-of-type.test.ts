import { expect, test } from 'vitest'

import { sql } from '../../../../pipelines/define.ts'
import { pagesOfType } from '../../../../pipelines/ees/rules/pages-of-type.ts'
import { select } from '../../../support/app-sql.ts'

test('pagesOfType() gives the pages of a type, each once', async () => {
  const paths = sql`select * from (values ('/find-statistics/a'), ('/glossary'), ('/find-statistics/a'),
    ('/find-statistics/b/data-guidance')) as visited (pagePath)`
  const rows = await select(pagesOfType(paths, 'Release page'), {})
  expect(rows).toEqual([{ pagePath: '/find-statistics/a' }])
})
