import { asPublications } from './as-publications.ts'
import type { Publication } from './publication.ts'
import listed from './publications.json' with { type: 'json' }

/**
 * What the stand-in site lists, most read first: the service's own names and slugs. Each title is there once; slugs
 * that a publication no longer has are not among them.
 */
export function publications(): readonly Publication[] {
  return all
}

const all = asPublications(listed)
