import type { DataFrame } from 'danfojs-node'

import { createFrame } from '../frame.ts'
import { publicationListPage } from './publication-list-page.ts'
import { readPublicationPage } from './publication-page.ts'
import type { Visit } from './site-visit.ts'

/** Reads the publications, each title from the publication's own page: `slug`, `title`. */
export async function readPublications({ list, page, each }: Visit): Promise<DataFrame> {
  // Newest first, the list would shift by one when a release comes out meanwhile.
  const slugs = await list(publicationListPage, (at) => `/find-statistics?page=${at}&sortBy=title`)
  const rows = await each(slugs, async (slug) => {
    const { title } = await page(`/find-statistics/${slug}`, readPublicationPage)
    return [slug, title]
  })
  return createFrame({ slug: 'STRING', title: 'STRING' }, [...rows])
}
