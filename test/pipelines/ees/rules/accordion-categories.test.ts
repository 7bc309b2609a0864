import { describe, expect, test } from 'vitest'

import { sql } from '../../../../pipelines/define.ts'
import { ees_pub_scrape } from '../../../../pipelines/ees/raw/ees_pub_scrape.ts'
import { accordionCategories } from '../../../../pipelines/ees/rules/accordion-categories.ts'
import { select } from '../../../support/app-sql.ts'

const CUT = 100

/** The page type of a category, where the site has a publication of this title. */
async function pageTypeOf(category: string, title: string): Promise<unknown> {
  const [row] = await select(
    accordionCategories(sql`select ${category} as eventCategory`, ees_pub_scrape),
    {
      ees_pub_scrape: [
        { slug: 'a', title: 'A' },
        { slug: 'long', title },
      ],
    },
  )
  return row?.['page_type']
}

/** A title that leaves so many characters of the category to what follows it, the blank between included. */
const titleLeaving = (left: number): string =>
  'Long title '.repeat(10).slice(0, CUT - left - 1) + 'x'

/** The category as the site's analytics spell and GA cuts it. */
const cut = (title: string, ending: string): string =>
  `${title.replaceAll('title', 'Title')} ${ending}`.slice(0, CUT)

describe('accordionCategories()', () => {
  test.each([
    ['Apprenticeships Release Page', 'Release page'],
    ['Apprenticeships Release Data Page', 'Release data page'],
    ['Apprenticeships: Methodology', 'Methodology'],
    ['Glossary', 'Glossary'],
    ['Methodologies', 'Methodology navigation'],
    ['Find Statistics and Data', 'Find stats navigation'],
    ['Find+Statistics+and+Data', 'Find stats navigation'],
    ['Download Index Page', 'Old data catalogue'],
    ['Homepage', 'unclassified: Homepage'],
    ['(not set)', 'unclassified: (not set)'],
    ['', 'unclassified: '],
  ])('%j is of: %s', async (category, wanted) => {
    expect(await pageTypeOf(category, 'Apprenticeships')).toBe(wanted)
  })

  test.each(Array.from({ length: 13 }, (_, left) => left))(
    '"Release Page" of which %d characters are left is a release page',
    async (left) => {
      const title = titleLeaving(left)
      expect(await pageTypeOf(cut(title, 'Release Page'), title)).toBe('Release page')
    },
  )

  test.each(Array.from({ length: 18 }, (_, left) => left))(
    '"Release Data Page" of which %d characters are left is a data page from "Release D" on',
    async (left) => {
      const title = titleLeaving(left)
      const wanted = left >= ' Release D'.length ? 'Release data page' : 'Release page'
      expect(await pageTypeOf(cut(title, 'Release Data Page'), title)).toBe(wanted)
    },
  )

  test.each(Array.from({ length: 12 }, (_, left) => left))(
    '"Methodology" of which %d characters are left is a methodology from "M" on',
    async (left) => {
      const title = titleLeaving(left)
      const wanted = left >= ' M'.length ? 'Methodology' : 'Release page'
      expect(await pageTypeOf(cut(title, 'Methodology'), title)).toBe(wanted)
    },
  )

  test('a title longer than the cut is a release page', async () => {
    const title = 'Long title '.repeat(12).trim()
    expect(await pageTypeOf(cut(title, 'Release Page'), title)).toBe('Release page')
  })

  test('a cut may lose the blank it ends in', async () => {
    const title = titleLeaving(' Release '.length)
    expect(await pageTypeOf(cut(title, 'Release Page').trimEnd(), title)).toBe('Release page')
  })

  test('a former title counts as the publication’s', async () => {
    const former =
      'Attendance in Education and Early Years Settings during the Coronavirus (Covid-19) Outbreak'
    expect(await pageTypeOf(cut(former, 'Methodology'), 'A title')).toBe('Methodology')
  })

  test('a category that is not cut is no cut title', async () => {
    const title = 'Apprenticeships'
    expect(await pageTypeOf(title, title)).toBe(`unclassified: ${title}`)
  })

  test('a cut category of no publication stays unclassified', async () => {
    const category = cut(titleLeaving(8), 'Release Page')
    expect(await pageTypeOf(category, 'Another title')).toBe(`unclassified: ${category}`)
  })
})
