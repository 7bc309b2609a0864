import { expression, type RawTable, sql, type Sql } from '../../define.ts'
import { joinCutHeadings } from './cut-headings.ts'
import { containing, firstMatch } from './first-match.ts'

const PARTS = [
  ['Release Page', 'Release page'],
  ['Release Data Page', 'Release data page'],
  ['Methodology', 'Methodology'],
  ['Glossary', 'Glossary'],
  ['Methodologies', 'Methodology navigation'],
  ['Find Statistics and Data', 'Find stats navigation'],
  ['Find+Statistics+and+Data', 'Find stats navigation'],
  ['Download Index Page', 'Old data catalogue'],
] as const

/** What is left of the second from "Release D" on is a data page, less could be either and is the first. */
const ENDINGS = [
  ['Release Page', 'Release page'],
  ['Release Data Page', 'Release data page'],
  ['Methodology', 'Methodology'],
] as const

/** The page type of each category of accordion events: `eventCategory`, `page_type`. */
export const accordionCategories = (accordions: Sql, publications: RawTable): Sql => sql`
  select eventCategory, ${firstMatch(
    expression('eventCategory'),
    containing('eventCategory', PARTS),
    expression('min_by(page_type, place)'),
  )} as page_type
  from (select distinct eventCategory from (${accordions}) as accordions) as categories${joinCutHeadings(publications, ENDINGS)}
  group by eventCategory`
