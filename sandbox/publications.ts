import { createHash } from 'node:crypto'

import type { Publication } from './publication.ts'
import listed from './publications.json' with { type: 'json' }

/** How far down the list a publication's views have halved. */
const HALF_RANK = 4

/**
 * What the stand-in site lists, most read first: the service's own names and slugs, a few read by many and a long
 * tail read by few. Each title is there once; slugs that a publication once had are not among them.
 */
export function publications(): readonly Publication[] {
  return all
}

const all: readonly Publication[] = listed.map(({ slug, title, latestRelease }, rank) => ({
  id: idOf(slug),
  slug,
  title,
  latestRelease,
  weight: reads(rank) / total(),
}))

/** Reads of the publication at a rank, those of the first one being 1. */
function reads(rank: number): number {
  return HALF_RANK / (HALF_RANK + rank)
}

function total(): number {
  return listed.reduce((sum, _, rank) => sum + reads(rank), 0)
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
