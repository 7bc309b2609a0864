import { type Hit, hitsOf } from './hit.ts'
import { themes } from './vocabulary.ts'

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVW']

const glossary = { path: '/glossary', action: 'Accordion opened', category: 'Glossary' }

/** The lists of publications by theme, as they were; one browser sent their names with `+` for blanks. */
const findStatistics = {
  path: '/find-statistics',
  action: 'Publications accordion opened',
  category: 'Find statistics and data',
  to: '2023-12-31',
}
const withPlus = {
  ...findStatistics,
  action: 'Publications+Accordion+Opened',
  category: 'Find+Statistics+and+Data',
}
const downloadIndex = {
  ...findStatistics,
  path: '/download-latest-data',
  category: 'Download index page',
  to: '2021-09-30',
}
const methodologies = {
  ...findStatistics,
  path: '/methodology',
  category: 'Methodologies',
  to: '2099-12-31',
}

/** Sections opened on pages of no publication. */
export const serviceAccordionHits: readonly Hit[] = [
  ...hitsOf({ ...glossary, group: 'service accordions' }, letters, 26),
  ...hitsOf(methodologies, themes, 18),
  ...hitsOf(findStatistics, themes, 60),
  ...hitsOf(withPlus, themes, 2),
  ...hitsOf(downloadIndex, themes, 20),
]
