import { describe, expect, it } from 'vitest'

import { ga4Name, ga4Parameter, sentTitleCase } from '../../../sandbox/generate/wording.ts'

describe('the title case of what the site sends', () => {
  it.each([
    ['Publications filtered by search', 'Publications Filtered by Search'],
    ['Data sets filtered by searchTerm', 'Data Sets Filtered by searchTerm'],
    ['/find-statistics/pupil-absence-in-schools', '/Find-Statistics/pupil-Absence-in-Schools'],
    ['Data set file download - all', 'Data Set File Download - All'],
    ['the link between absence and attainment', 'The Link Between Absence and Attainment'],
    [
      'Release page all files downloads.title, Release: A',
      'Release Page All Files downloads.title, Release: A',
    ],
    ['PageSearchForm', 'PageSearchForm'],
  ])('%s', (text, sent) => {
    expect(sentTitleCase(text)).toBe(sent)
  })
})

it('cuts names at 40 characters', () => {
  expect(ga4Name('Data catalogue page selected files download')).toBe(
    'Data Catalogue Page Selected Files Downl',
  )
  expect(ga4Name('Release page all files, Release: Academic year 2023/24, File: All files')).toBe(
    'Release Page All Files, Release: Academi',
  )
})

it('cuts labels and categories at 100 characters, in the middle of an ending', () => {
  const title =
    'Outcomes for children in need, including children looked after by local authorities in England'
  expect(ga4Parameter(`${title} Release Page`)).toMatch(/ England Relea$/)
})
