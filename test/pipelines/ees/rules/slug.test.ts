import { expect, test } from 'vitest'

import { slug } from '../../../../pipelines/ees/rules/slug.ts'
import { evaluate } from '../../../support/app-sql.ts'

const SITE = 'https://explore-education-statistics.service.gov.uk'

test.each([
  ['/find-statistics/apprenticeships', 'apprenticeships'],
  ['/find-statistics/apprenticeships/2023-24', 'apprenticeships'],
  ['/find-statistics/Special-Educational-Needs-In-England', 'special-educational-needs-in-england'],
  ['/data-tables/apprenticeships/2023-24', 'apprenticeships'],
  ['/data-tables/fast-track/0a1b', 'fast-track'],
  ['/data-tables/permalink/0a1b', 'permalink'],
  ['/data-catalogue/apprenticeships', 'apprenticeships'],
  ['/data-catalogue/data-set/0a1b', 'data-set'],
  ['/methodology/apprenticeships', 'apprenticeships'],
  ['/methodology/apprenticeships-methodology', 'apprenticeships'],
  ['/methodology/apprenticeships-Methodology', 'apprenticeships-methodology'],
  ['/methodology/methodology-of-surveys', 'methodology-of-surveys'],
  ['/subscriptions/apprenticeships/confirm-subscription/0a1b', 'apprenticeships'],
  ['/subscriptions/new-subscription/apprenticeships', 'apprenticeships'],
  ['/subscriptions/new-subscription', 'new-subscription'],
  ['/api-subscriptions/apprenticeships', ''],
  ['/find-statistics/apprenticeships./1', 'apprenticeships'],
  ['/find-statistics/apprenticeships)', 'apprenticeships'],
  ['/find-statistics/ apprenticeships /1', 'apprenticeships'],
  ['/find-statistics/apprenticeships?table=1', 'apprenticeshipstable1'],
  ['/find-statistics/apprenticeships#content', 'apprenticeshipscontent'],
  [`${SITE}/find-statistics/apprenticeships/2023-24`, 'apprenticeships'],
  ['http://www.explore-education-statistics.service.gov.uk/methodology/x-methodology', 'x'],
  ['https://example.org/find-statistics/apprenticeships', ''],
  ['/print/find-statistics/apprenticeships', ''],
  ['/find-statistics/', ''],
  ['/find-statistics', ''],
  ['/glossary', ''],
  ['/', ''],
  ['(other)', ''],
  ['', ''],
])('the slug in %j is %j', async (path, wanted) => {
  expect(await evaluate(slug, [path])).toEqual([wanted])
})
