import { expect, test } from 'vitest'

import { isReleasePage } from '../../../../pipelines/ees/rules/release-page.ts'
import { evaluate } from '../../../support/app-sql.ts'

test.each([
  ['/find-statistics/apprenticeships', true],
  ['/find-statistics/apprenticeships/2025-26/explore', true],
  ['https://explore-education-statistics.service.gov.uk/find-statistics/apprenticeships', true],
  ['/find-statistics/school-workforce-in-england-methodolgy', true],
  ['/find-statistics/apprenticeships/2025-26/methodology', false],
  ['/find-statistics/apprenticeships/2025-26/data-guidance', false],
  ['/find-statistics/apprenticeships/prerelease-access-list', false],
  ['/find-statistics', false],
  ['/methodology/find-statistics', false],
])('%j is a release page: %s', async (path, wanted) => {
  expect(await evaluate(isReleasePage, [path])).toEqual([wanted])
})
