import type { DataSet } from '../data-set.ts'
import type { Publication } from '../publication.ts'

/** A data set as the site shows it: with its publication, as that is called now. */
export interface Catalogued {
  readonly dataSet: DataSet
  readonly publication: Publication
}

/** The data sets of the publications that the site has. */
export function catalogue(
  dataSets: readonly DataSet[],
  publications: readonly Publication[],
): readonly Catalogued[] {
  const bySlug = new Map(publications.map((publication) => [publication.slug, publication]))
  return dataSets.flatMap((dataSet) => {
    const publication = bySlug.get(dataSet.publication)
    return publication ? [{ dataSet, publication }] : []
  })
}
