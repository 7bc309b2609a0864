import { type Fault, faultyList } from './ees-site-faults.ts'
import type { DataSet } from './data-set.ts'
import { type Catalogued, catalogue } from './pages/catalogued.ts'
import { dataCatalogue, dataSetsView } from './pages/data-catalogue.ts'
import { type DataSetData, dataSetPage } from './pages/data-set.ts'
import { findStatistics, publicationsView } from './pages/find-statistics.ts'
import { home, notFound, problem } from './pages/plain.ts'
import { release, releases, type Tab, TABS } from './pages/release.ts'
import type { Publication } from './publication.ts'

/** What the site holds at a moment. */
export interface SiteContent {
  readonly publications: readonly Publication[]
  readonly dataSets: readonly DataSet[]
  /** Former slugs to those of today. */
  readonly renamed: ReadonlyMap<string, string>
}

export interface Answer {
  readonly status: number
  /** Of a redirect. */
  readonly location?: string
  readonly retryAfterS?: number
  readonly body: string
}

/** Former pages under a release, and where their content went. */
const MOVED: Readonly<Record<string, string>> = {
  'data-guidance': '/explore#data-guidance-section',
  'prerelease-access-list': '/help#pre-release-access-list-section',
}

/** The answer to a request for a page, as the fault it meets makes it. */
export function answer(site: SiteContent, url: URL, fault?: Fault): Answer {
  if (fault?.kind === 'not-found') return page(404, notFound)
  if (fault?.kind === 'server-error') return page(500, problem)
  if (fault?.kind === 'unavailable' || fault?.kind === 'slow-down') {
    const status = fault.kind === 'unavailable' ? 503 : 429
    return { ...page(status, problem), retryAfterS: fault.retryAfterS ?? 1 }
  }
  const moved = tidied(site, url)
  if (moved !== undefined) return redirect(301, moved)
  return (
    listPage(site, url, fault) ??
    dataSet(site, url, fault) ??
    publicationPage(site, url, fault) ??
    page(404, notFound)
  )
}

function listPage(
  { publications, dataSets }: SiteContent,
  { pathname, searchParams }: URL,
  fault?: Fault,
): Answer | undefined {
  if (pathname === '/') return page(200, home)
  if (pathname === '/find-statistics')
    return page(
      200,
      findStatistics(faultyList(publicationsView(publications, searchParams), fault?.kind)),
    )
  if (pathname !== '/data-catalogue') return undefined
  const view = dataSetsView(catalogue(dataSets, publications), searchParams)
  return page(200, dataCatalogue(faultyList(view, fault?.kind)))
}

const DATA_SET = '/data-catalogue/data-set/'

function dataSet(
  { publications, dataSets }: SiteContent,
  { pathname }: URL,
  fault?: Fault,
): Answer | undefined {
  const [found] = catalogue(
    dataSets.filter(({ id }) => pathname === `${DATA_SET}${id}`),
    publications,
  )
  return found && page(200, dataSetPage({ ...found, data: dataOf(found, fault) }))
}

function dataOf({ dataSet: { id, apiId } }: Catalogued, fault?: Fault): DataSetData | undefined {
  if (fault?.kind === 'no-next-data') return undefined
  if (fault?.kind === 'no-api-data-set') return { apiId: undefined }
  return { apiId: fault?.kind === 'disagreement' ? id : apiId }
}

const page = (status: number, body: string): Answer => ({ status, body })
const redirect = (status: 301 | 308, location: string): Answer => ({ status, location, body: '' })

/** Where a path leads that is not spelt as the site spells it. */
function tidied(site: SiteContent, { pathname, search }: URL): string | undefined {
  const path = pathname
    .toLowerCase()
    .replace(/\/1000$/, '')
    .replace(/(?<=.)\/+$/, '')
  const [empty = '', section = '', slug = '', ...rest] = path.split('/')
  const today = section === 'find-statistics' ? site.renamed.get(slug) : undefined
  const tidy = today === undefined ? path : [empty, section, today, ...rest].join('/')
  return tidy === pathname ? undefined : `${tidy}${search}`
}

function publicationPage(site: SiteContent, url: URL, fault?: Fault): Answer | undefined {
  const [, section, slug = '', under, part, ...rest] = url.pathname.split('/')
  const publication = section === 'find-statistics' ? find(site, slug) : undefined
  if (!publication || rest.length > 0) return undefined
  const latest = `/find-statistics/${slug}/${publication.latestRelease}`
  if (under === 'releases' && part === undefined) return page(200, releases(publication))
  if (under !== publication.latestRelease)
    return part === undefined ? underPublication(latest, under) : undefined
  const moved = MOVED[part ?? '']
  if (moved !== undefined) return redirect(308, `${latest}${moved}`)
  return releasePage({ ...publication, slug }, part, fault)
}

/** Pages of a publication are those of its latest release. */
function underPublication(latest: string, under: string | undefined): Answer | undefined {
  if (under === undefined) return redirect(308, latest)
  const moved =
    MOVED[under] ?? (TABS.some((tab) => tab === under && tab !== 'home') ? `/${under}` : undefined)
  return moved === undefined ? undefined : redirect(308, `${latest}${moved}`)
}

function releasePage(
  publication: Publication,
  part: string | undefined,
  fault?: Fault,
): Answer | undefined {
  const tab: Tab | undefined =
    part === undefined ? 'home' : TABS.slice(1).find((name) => name === part)
  if (tab === undefined) return undefined
  const title = fault?.kind === 'disagreement' ? `${publication.title} (draft)` : publication.title
  const data = fault?.kind === 'no-next-data' ? undefined : { title }
  return page(200, release({ publication, tab, data }))
}

/** A list may still show a publication by its former slug: the search index follows the pages by minutes. */
function find({ publications, renamed }: SiteContent, slug: string): Publication | undefined {
  return publications.find((listed) => listed.slug === slug || renamed.get(listed.slug) === slug)
}
