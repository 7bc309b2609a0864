import { expect, it } from 'vitest'

import { legacyPublication } from '../../../pipelines/ees/legacy-publication.ts'

const SITE = 'https://explore-education-statistics.service.gov.uk'

it.each([
  [`${SITE}/find-statistics/school-capacity`, 'school-capacity'],
  [`${SITE}/find-statistics/school-capacity/`, 'school-capacity'],
  [`${SITE}/Find-Statistics/School-Capacity/2021-22?x#y`, 'school-capacity'],
  ['/find-statistics/school-capacity', 'school-capacity'],
  [`${SITE}/find-statistics/methodology-of-counting`, 'methodology-of-counting'],
])('reads the publication of %s', (url, slug) => {
  expect(legacyPublication({ url, heading: ' School capacity ' })).toEqual({
    slug,
    title: 'School capacity',
  })
})

it.each([
  [`${SITE}/find-statistics`, 'Find statistics and data'],
  [`${SITE}/find-statistics/page-2`, 'Find statistics and data'],
  [`${SITE}/methodology/school-capacity`, 'School capacity'],
  [`${SITE}/find-statistics/school-capacity/2021-22/data-guidance`, 'Data guidance'],
  [`${SITE}/find-statistics/school-capacity/data-guidance`, 'Data guidance'],
  [
    `${SITE}/find-statistics/school-capacity/2021-22/prerelease-access-list`,
    'Pre-release access list',
  ],
  [`${SITE}/find-statistics/school-capacity/methodology`, 'Methodology'],
  ['http://', 'School capacity'],
])('finds no publication in %s (%s)', (url, heading) => {
  expect(legacyPublication({ url, heading })).toBeUndefined()
})
