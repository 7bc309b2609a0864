import { describe, expect, test } from 'vitest'

import { sql } from '../../../../pipelines/define.ts'
import { ees_pub_scrape } from '../../../../pipelines/ees/raw/ees_pub_scrape.ts'
import { downloadKinds } from '../../../../pipelines/ees/rules/download-kinds.ts'
import { select } from '../../../support/app-sql.ts'

async function kindOf(name: string, category: string, title = 'A'): Promise<unknown[]> {
  const [row] = await select(
    downloadKinds(sql`select ${name} as eventName, ${category} as eventCategory`, ees_pub_scrape),
    { ees_pub_scrape: [{ slug: 'a', title }] },
  )
  return [row?.['page_type'], row?.['download_type']]
}

describe('downloadKinds()', () => {
  test.each([
    ['CSV Download Button Clicked', 'Table Tool', 'Table tool', 'CSV'],
    ['ODS Download Button Clicked', 'Table Tool', 'Table tool', 'ODS'],
    ['Excel Download Button Clicked', 'Table Tool', 'Table tool', 'Excel'],
    ['CSV Download Button Clicked', 'Permalink Page', 'Permalinks', 'CSV'],
    ['ODS Download Button Clicked', 'Permalink Page', 'Permalinks', 'ODS'],
    ['Data Set File Download', 'Data Catalogue', 'Data catalogue', 'Data catalogue'],
    [
      'Data Set File Download',
      'Data Catalogue - Data Set Page',
      'Data catalogue',
      'Data catalogue',
    ],
    ['Data Set File Download - All', 'Data Catalogue', 'Data catalogue', 'All files'],
    [
      'Data Catalogue Page Selected Files Download',
      'Downloads',
      'Data catalogue',
      'Data catalogue',
    ],
    ['Data Catalogue Page Selected Files Downl', 'Downloads', 'Release page', 'Data catalogue'],
    [
      'Data Catalogue Page Selected Files Downl',
      'Data Catalogue',
      'Data catalogue',
      'Data catalogue',
    ],
    ['Release Page File Downloaded', 'Downloads', 'Release page', 'Ancillary'],
    ['Release Page All Files Downloaded', 'Downloads', 'Release page', 'All files'],
    ['Release Page All Files, Release', 'Downloads', 'Release page', 'All files'],
    ['Release Page All Files, Release: Academi', 'Downloads', 'Release page', 'All files'],
    ['Release Page All Files downloads.title,', 'Downloads', 'Release page', 'All files'],
    [
      'Download All Data Button Clicked',
      'Apprenticeships Release Page - Useful Information',
      'Release page',
      'All files',
    ],
    [
      'CSV Download Button Clicked',
      'Downloads',
      'unclassified: CSV Download Button Clicked in Downloads',
      'CSV',
    ],
    ['Table Tool Download', 'Table Tool', 'Table tool', 'unclassified: Table Tool Download'],
  ])('%j in %j was on: %s, and got: %s', async (name, category, ...wanted) => {
    expect(await kindOf(name, category)).toEqual(wanted)
  })

  const ending = ' Release Page - Useful Information'
  test.each(Array.from({ length: ending.length }, (_, left) => left))(
    'a long title with %d characters of its ending left was a release page',
    async (left) => {
      const title = 'Long title '.repeat(10).slice(0, 99 - left) + 'x'
      const category = `${title.toUpperCase()}${ending}`.slice(0, 100)
      expect(await kindOf('Download All Data Button Clicked', category, title)).toEqual([
        'Release page',
        'All files',
      ])
    },
  )
})
