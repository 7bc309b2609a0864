import { load } from 'cheerio/slim'
import { z } from 'zod'

import { final } from '../failure.ts'
import { readNextData } from './next-data.ts'
import { pageText, squeezed } from './page-text.ts'
import type { SitePage } from './site-reader.ts'

/** The ids that the page of a data set holds; null where it does not say. */
export interface DataSetIds {
  /** In the public API. */
  readonly apiId: string | null
  readonly publicationId: string | null
}

const identified = z.object({ id: z.string().toLowerCase() })

/** Each may be missing: the page is served without what did not answer when it was rendered. */
const dataSetFile = z.object({
  id: z.string().toLowerCase(),
  title: z.string().transform(squeezed).optional(),
  api: identified.optional(),
  release: z.object({ publication: identified.optional() }).optional(),
})

const PAGE = /^\/data-catalogue\/data-set\/[^/]+/

/**
 * Reads the ids of a data set from its own page.
 *
 * @throws {ApplicationFailure} `BrokenContract` where the page is not that of the data set, or contradicts itself.
 */
export function readDataSetPage({ path, finalUrl, html }: SitePage, id: string): DataSetIds {
  const doing = `Reading the page of a data set (${path})`
  const $ = load(html)
  const props = readNextData($) ?? {}
  const { data: file } = dataSetFile.safeParse(props['dataSetFile'])
  const shown = pageText($('h1.govuk-heading-xl').first())
  if (!PAGE.test(finalUrl.pathname) || shown === '')
    throw final(
      'BrokenContract',
      `${doing}: it led to ${finalUrl.href}, with the heading "${shown}"; wanted is a data set's page and its title. Look in a browser where the page went, and mend the client if the site moved it.`,
    )
  const same = agreement(doing)
  same('the id', id, file?.id)
  same('the title', shown, file?.title)
  return {
    apiId: same("the public API's id", idIn(props['apiDataSet']), file?.api?.id),
    publicationId: same(
      "the publication's id",
      idIn(props['publicationSummary']),
      file?.release?.publication?.id,
    ),
  }
}

const idIn = (props: unknown): string | undefined => identified.safeParse(props).data?.id

/** Takes what either of two places says; both must say the same. */
const agreement =
  (doing: string) =>
  (what: string, one: string | undefined, other: string | undefined): string | null => {
    if (one === undefined || other === undefined || one === other) return one ?? other ?? null
    throw final(
      'BrokenContract',
      `${doing}: ${what} is "${one}" in one place and "${other}" in \`dataSetFile\` of its data; wanted is the same in both. Look at the page in a browser, and mend the client if its markup changed.`,
    )
  }
