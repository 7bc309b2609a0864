import { expression, type Sql } from '../../define.ts'
import { containing, firstMatch } from './first-match.ts'

/** Most categories are the page's path, in the title case of the site's analytics. */
const PARTS = [
  ['/Find-Statistics/', 'Release page'],
  ['Find Statistics and Data', 'Find stats'],
  ['/Find-Statistics', 'Find stats'],
  ['Glossary', 'Glossary'],
  ['Data Catalogue', 'Data catalogue'],
  ['/Data-Catalogue', 'Data catalogue'],
  ['/Download-Latest-Data', 'Data catalogue'],
  ['/Methodology/', 'Methodology pages'],
  ['/Methodology', 'Methodology nav'],
  ['/Data-Tables/', 'Table tool'],
  ['/static/', 'static chunks'],
] as const

/** The page type of a search, by its category. */
export const searchPageType = (category: string): Sql =>
  firstMatch(expression(category), containing(category, PARTS))
