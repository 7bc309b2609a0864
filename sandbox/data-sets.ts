import { addDays } from './calendar.ts'
import type { DataSet } from './data-set.ts'
import { subjects } from './generate/vocabulary.ts'
import type { Publication } from './publication.ts'
import { random } from './random.ts'
import { uuidOf } from './uuid-of.ts'

/** Only the most read publications have data sets in the API. */
const PUBLICATIONS = 16
const MOST_OF_ONE = 4

/** The first came in this week; each publication follows with one of its own in the two years after it. */
const FIRST_DAY = '2024-03-07'
const WEEKS = 104

/** The data sets that the stand-in's public API has of publications, of which the most read come first. */
export const dataSets = (publications: readonly Publication[]): readonly DataSet[] =>
  publications.slice(0, PUBLICATIONS).flatMap(dataSetsOf)

function dataSetsOf({ slug }: Publication): readonly DataSet[] {
  const draw = random('data sets', slug)
  return subjects(draw, 1 + draw.below(MOST_OF_ONE)).map((title) => {
    const published = addDays(FIRST_DAY, 7 * draw.below(WEEKS))
    return {
      id: uuidOf(`data set file ${slug} ${title}`),
      apiId: uuidOf(`data set ${slug} ${title}`),
      title,
      publication: slug,
      published,
      lastUpdated: addDays(published, draw.below(2) * 7 * draw.below(20)),
    }
  })
}
