import { createHash } from 'node:crypto'

import type { Publication } from './publication.ts'

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
    id: idOf(slug),
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

/** The same UUID for the same slug, whichever process asks. */
function idOf(slug: string): string {
  const hex = createHash('sha256').update(`publication ${slug}`).digest('hex')
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0b0011) | 0b1000).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
