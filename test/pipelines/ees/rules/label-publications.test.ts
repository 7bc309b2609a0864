import { describe, expect, test } from 'vitest'

import { expression, sql } from '../../../../pipelines/define.ts'
import { labelPublications } from '../../../../pipelines/ees/rules/label-publications.ts'
import { select } from '../../../support/app-sql.ts'

describe('labelPublications()', () => {
  test.each([
    ['Apprenticeships in England', 'Apprenticeships In England'],
    ['  Apprenticeships in England ', 'Apprenticeships In England'],
    ['Characteristics of children in need', 'Children In Need'],
    ['Graduate outcomes (LEO): provider level data', 'Leo Graduate Outcomes Provider Level Data'],
    ['Level 2 and 3 attainment by young people aged 19', 'Level 2 And 3 Attainment Age 16 To 25'],
    ['NEET Annual Brief', 'Neet Age 16 To 24'],
    [
      'Participation in education and training and employment',
      'Participation In Education, Training And Employment Age 16 To 18',
    ],
    [
      'Attendance in education and early years settings during the coronavirus (COVID-19) outbreak',
      'Attendance In Education And Early Years Settings During The Coronavirus (Covid-19) Pandemic',
    ],
    [
      'Permanent and fixed-period exclusions in England',
      'Permanent Exclusions And Suspensions In England',
    ],
    ['   ', null],
    ['', null],
  ])('%j is the publication %j', async (label, wanted) => {
    const labels = sql`select ${label} as eventLabel`
    expect(await select(labelPublications(labels, expression('eventLabel')), {})).toEqual([
      { eventLabel: label, publication: wanted },
    ])
  })

  test('gives each label once', async () => {
    const labels = sql`select 'a' as eventLabel union all select 'a'`
    expect(await select(labelPublications(labels, expression('eventLabel')), {})).toEqual([
      { eventLabel: 'a', publication: 'A' },
    ])
  })
})
