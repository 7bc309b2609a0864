import type { Publication } from './publication.ts'
import { uuidOf } from './uuid-of.ts'

/** How far down the list a publication's views have halved. */
const HALF_RANK = 4

const ANY_RELEASE = '2024-25'

interface Listed {
  readonly slug: string
  readonly title: string
  readonly latestRelease?: string
}

/** Makes publications of names, most read first: a few are read by many, a long tail by few. */
export function asPublications(listed: readonly Listed[]): readonly Publication[] {
  const total = listed.reduce((sum, _, rank) => sum + reads(rank), 0)
  return listed.map(({ slug, title, latestRelease = ANY_RELEASE }, rank) => ({
    id: uuidOf(`publication ${slug}`),
    slug,
    title,
    latestRelease,
    weight: reads(rank) / total,
  }))
}

/** Reads of the publication at a rank, those of the first one being 1. */
function reads(rank: number): number {
  return HALF_RANK / (HALF_RANK + rank)
}
