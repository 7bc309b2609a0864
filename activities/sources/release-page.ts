import type { CheerioAPI } from 'cheerio/slim'

import { pathOf } from './path-of.ts'
import { readPublicationPage } from './publication-page.ts'
import type { SitePage } from './site-reader.ts'

/** What there is to read on the page of a latest release. */
export interface ReleasePage {
  /** The path that redirects led to. */
  readonly page: string
  readonly words: number
  readonly images: number
}

/** Every element counts for itself: a link in a list is counted twice. */
const READ = 'p, h1, h2, h3, h4, h5, h6, li, a'

/** The mark of a quality that most releases have, and the logos of organisations, are not looked at. */
const QUALITY_MARK = 'accredited-official-statistics-logo'
const LOGOS = '/api/assets/'

/**
 * Counts the words and images of the page that a publication's path leads to, its header and footer included.
 *
 * @throws {ApplicationFailure} `BrokenContract` where the page is none of a publication, or contradicts itself.
 */
export function readReleasePage(page: SitePage): ReleasePage {
  const { $ } = readPublicationPage(page)
  const words = $(READ)
    .toArray()
    .reduce((sum, element) => sum + wordsOf($(element).text()), 0)
  return { page: page.finalUrl.pathname, words, images: imagesOf($) }
}

const wordsOf = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length

const imagesOf = ($: CheerioAPI): number =>
  $('img')
    .toArray()
    .map((image) => $(image).attr('src') ?? '')
    .filter((source) => !source.includes(QUALITY_MARK) && !pathOf(source).startsWith(LOGOS)).length
