import { expect, test } from 'vitest'

import { pageType } from '../../../../pipelines/ees/rules/page-type.ts'
import { evaluate } from '../../../support/app-sql.ts'

test.each([
  ['/find-statistics/apprenticeships/2023-24/data-guidance', 'Data guidance'],
  ['/find-statistics/apprenticeships/prerelease-access-list', 'Pre-release access'],
  ['/find-statistics/apprenticeships', 'Release page'],
  ['/find-statistics/apprenticeships/2025-26/explore', 'Release page'],
  ['/find-statistics/apprenticeships/2025-26/methodology', 'Release page'],
  ['/find-statistics/apprenticeships/releases', 'Release page'],
  ['/find-statistics', 'Find stats navigation'],
  ['/find-statistics?page=2', 'Find stats navigation'],
  ['/data-catalogue/data-set/0a1b', 'Data catalogue dataset'],
  ['/data-catalogue', 'Data catalogue navigation'],
  ['/data-catalogue/apprenticeships', 'Data catalogue navigation'],
  ['/data-tables/permalink/0a1b', 'Permalink'],
  ['/data-tables/apprenticeships', 'Table tool'],
  ['/data-tables/fast-track/0a1b', 'Table tool'],
  ['/data-tables', 'Homepage'],
  ['/methodology/apprenticeships-methodology', 'Methodology page'],
  ['/methodology', 'Methodology navigation'],
  ['/subscriptions/new-subscription/apprenticeships', 'Subscriptions'],
  ['/api-subscriptions/new-subscription/0a1b', 'Homepage'],
  ['/glossary', 'Glossary'],
  ['/cookies/details', 'Cookies'],
  ['(other)', 'Other'],
  ['(not set)', 'Other'],
  ['/', 'Homepage'],
  ['/education-in-numbers/absence', 'Homepage'],
  ['https://explore-education-statistics.service.gov.uk/find-statistics/x', 'Release page'],
  ['', 'Blank'],
  ['apprenticeships', 'unclassified: apprenticeships'],
  ['(not set) ', 'unclassified: (not set) '],
])('the page type of %j is %s', async (path, wanted) => {
  expect(await evaluate(pageType, [path])).toEqual([wanted])
})
