import { expect, it } from 'vitest'

import { listedPublications } from '../../sandbox/listed-publications.ts'

const LEGACY = 'https://explore-education-statistics.service.gov.uk/find-statistics'

it('takes away what the former pages and the hand-kept slugs lead to', () => {
  const scraped = [
    { slug: 'neet-age-16-to-24', title: 'NEET age 16 to 24' },
    { slug: 'school-capacity', title: 'School capacity' },
    { slug: 'apprenticeships', title: 'Apprenticeships' },
  ]
  const legacy = [{ url: `${LEGACY}/apprenticeships/2021-22`, heading: 'Apprenticeships' }]
  expect(listedPublications(scraped, legacy)).toEqual([
    expect.objectContaining({ slug: 'school-capacity', title: 'School capacity', weight: 1 }),
  ])
})

it('keeps a publication whose title the former pages spell otherwise', () => {
  const scraped = [{ slug: 'apprenticeships', title: 'Apprenticeships' }]
  const legacy = [{ url: `${LEGACY}/apprenticeships`, heading: 'Apprenticeship starts' }]
  expect(listedPublications(scraped, legacy).map(({ slug }) => slug)).toEqual(['apprenticeships'])
})
