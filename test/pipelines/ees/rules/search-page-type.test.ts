import { expect, test } from 'vitest'

import { searchPageType } from '../../../../pipelines/ees/rules/search-page-type.ts'
import { evaluate } from '../../../support/app-sql.ts'

test.each([
  ['/Find-Statistics/pupil-Absence-in-Schools', 'Release page'],
  ['/Find-Statistics/Glossary-Of-Terms', 'Release page'],
  ['Find Statistics and Data', 'Find stats'],
  ['/Find-Statistics', 'Find stats'],
  ['Glossary', 'Glossary'],
  ['/Glossary', 'Glossary'],
  ['Data Catalogue', 'Data catalogue'],
  ['/Data-Catalogue', 'Data catalogue'],
  ['/Download-Latest-Data', 'Data catalogue'],
  ['/Methodology/Pupil-Absence', 'Methodology pages'],
  ['/Methodology', 'Methodology nav'],
  ['/Data-Tables/Pupil-Absence', 'Table tool'],
  ['/_next/static/chunks', 'static chunks'],
  ['/Data-Tables', 'unclassified: /Data-Tables'],
  ['Table Tool', 'unclassified: Table Tool'],
  ['', 'unclassified: '],
])('a search in %j was on: %s', async (category, wanted) => {
  expect(await evaluate(searchPageType, [category])).toEqual([wanted])
})
