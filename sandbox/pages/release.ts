import type { Publication } from '../publication.ts'
import { document } from './document.ts'
import { markup, type Markup, nothing } from './markup.ts'
import { organisationLogo, releaseBody } from './release-body.ts'

export const TABS = ['home', 'explore', 'methodology', 'help'] as const
export type Tab = (typeof TABS)[number]

/** What a page of a release shows; the title in its data may be made to differ. */
export interface ReleaseView {
  readonly publication: Publication
  readonly tab: Tab
  /** Undefined leaves the data out. */
  readonly data: { readonly title: string } | undefined
}

/** `/find-statistics/<slug>/<release>` and its tabs. */
export function release(view: ReleaseView): string {
  const { publication, tab } = view
  const { title, latestRelease } = publication
  const main = markup`
    ${organisationLogo(publication)}
    <span class="govuk-caption-xl" data-testid="page-title-caption">${releaseTitle(latestRelease)}</span>
    <h1 class="govuk-heading-xl govuk-!-margin-bottom-2" data-testid="page-title">${title}</h1>
    <p class="govuk-body-l govuk-!-margin-bottom-0">${title}: figures for England, by year and region.</p>
    ${quickLinks}
    ${tabs(publication, tab)}
    ${tab === 'home' ? releaseBody(publication) : nothing}`
  return document({
    title,
    main,
    route: '/find-statistics/[publication]/[release]/[[...tab]]',
    query: { publication: publication.slug, release: latestRelease },
    pageProps: pageProps(view),
  })
}

/** `/find-statistics/<slug>/releases`, one of the two pages whose caption is inside the title. */
export function releases(publication: Publication): string {
  const { slug, title, latestRelease } = publication
  const main = markup`
    <h1 class="govuk-heading-xl" data-testid="page-title">
      <span class="govuk-caption-xl" data-testid="page-title-caption">${title}</span>Releases in this series
    </h1>
    <ul class="govuk-list">
      <li><a class="govuk-link" href="/find-statistics/${slug}/${latestRelease}">${releaseTitle(latestRelease)}</a></li>
    </ul>`
  return document({
    title: `Releases in this series - ${title}`,
    main,
    route: '/find-statistics/[publication]/releases',
    query: { publication: slug },
    pageProps: { publicationSummary: summary(publication, title) },
  })
}

const quickLinks = markup`
  <h2 class="govuk-heading-m" id="quick-links">Quick links</h2>
  <ul class="govuk-list">
    <li><a class="govuk-link" id="download-all-data-link" href="#">Download all data (ZIP)</a></li>
  </ul>
  <div id="summary-section" data-testid="release-summary-block">
    <img src="/assets/images/accredited-official-statistics-logo.svg" alt="Accredited official statistics"/>
  </div>`

const TAB_NAMES: Readonly<Record<Tab, string>> = {
  home: 'Release home',
  explore: 'Explore and download data',
  methodology: 'Methodology',
  help: 'Help and related information',
}

function tabs({ slug, latestRelease }: Publication, current: Tab): Markup {
  const links = TABS.map((tab) => {
    const mark = tab === current ? markup` aria-current="page"` : nothing
    const href = `/find-statistics/${slug}/${latestRelease}/${tab === 'home' ? '' : tab}#content`
    return markup`
      <li>
        <a class="govuk-link govuk-link--no-visited-state TabNav_link__c4D5e"${mark} href="${href}">${TAB_NAMES[tab]}</a>
      </li>`
  })
  return markup`<nav aria-label="Release" id="content"><ul class="TabNav_list__f6G7h">${links}</ul></nav>`
}

/** The title of a release by its slug: `2024-25-autumn-term` is `2024/25 Autumn term`. */
function releaseTitle(slug: string): string {
  const [, year = slug, next, rest = ''] = /^(\d{4})(?:-(\d{2}))?(?:-(.+))?$/.exec(slug) ?? []
  const label = rest.replaceAll('-', ' ')
  const years = next === undefined ? year : `Academic year ${year}/${next}`
  return `${years} ${label.charAt(0).toUpperCase()}${label.slice(1)}`.trim()
}

function pageProps({ publication, tab, data }: ReleaseView) {
  if (data === undefined) return undefined
  const { latestRelease } = publication
  return {
    publicationSummary: summary(publication, data.title),
    releaseVersionSummary: {
      id: publication.id.replace(/^.{8}/, '00000001'),
      slug: latestRelease,
      title: releaseTitle(latestRelease),
      isLatestRelease: true,
    },
    page: tab,
    ...(tab === 'home' && { homeContent: { content: [] } }),
  }
}

function summary({ id, slug, latestRelease }: Publication, title: string) {
  return {
    id,
    slug,
    title,
    latestRelease: { slug: latestRelease, title: releaseTitle(latestRelease) },
  }
}
