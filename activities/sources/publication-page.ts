import { type CheerioAPI, load } from 'cheerio/slim'
import { z } from 'zod'

import { final } from '../failure.ts'
import { readNextData } from './next-data.ts'
import { pageText, squeezed } from './page-text.ts'
import type { SitePage } from './site-reader.ts'

/** The page of a publication's latest release. */
export interface PublicationPage {
  readonly $: CheerioAPI
  readonly title: string
}

const PUBLICATION = /^\/find-statistics\/[^/]+/

/**
 * Reads the page that the path of a publication leads to.
 *
 * @throws {ApplicationFailure} `BrokenContract` where the page is none of a publication, has no title, or has another
 * one in its data.
 */
export function readPublicationPage({ path, finalUrl, html }: SitePage): PublicationPage {
  const doing = `Reading the page of a publication (${path})`
  if (!PUBLICATION.test(finalUrl.pathname))
    throw final(
      'BrokenContract',
      `${doing}: it led to ${finalUrl.href}; wanted is a page under /find-statistics/. Look in a browser where the publication went, and mend the client if the site moved it.`,
    )
  const $ = load(html)
  const shown = pageText($('h1.govuk-heading-xl').first())
  const held = titleInData($)
  if (shown === '' || (held !== undefined && held !== shown))
    throw final(
      'BrokenContract',
      `${doing}: its heading is "${shown}", the title in its data ${held === undefined ? 'is not there' : `"${held}"`}; wanted is a heading, and the same in both. Look at ${finalUrl.href} in a browser, and mend the client if its markup changed.`,
    )
  return { $, title: shown }
}

const summary = z.object({ title: z.string() })

function titleInData($: CheerioAPI): string | undefined {
  const { data } = summary.safeParse(readNextData($)?.['publicationSummary'])
  return data && squeezed(data.title)
}
