import type { Day } from '../pipelines/define.ts'
import { isDay, londonToday } from './calendar.ts'
import { type Controlled, control } from './control.ts'
import { startEesSite, type EesSite } from './ees-site.ts'
import type { Facts } from './facts.ts'
import { Faults } from './faults.ts'
import { Quota, type QuotaSizes } from './ga4/quota.ts'
import { Reports } from './ga4/reports.ts'
import { Ga4Server } from './ga4/server.ts'
import { GeneratedFacts } from './generated-facts.ts'
import { LoopbackServer } from './loopback-server.ts'
import { ParquetFacts } from './parquet-facts.ts'
import { DEFAULT_SCALE } from './scale.ts'
import { scrapedPublications } from './scraped-publications.ts'
import { SearchConsoleServer } from './search-console/server.ts'

export interface SandboxOptions {
  /** Another seed gives other rows. @default 1 */
  readonly seed?: number
  /** Share of the live service's traffic. @default DEFAULT_SCALE */
  readonly scale?: number
  /** No rows before this day. @default each property's first day */
  readonly from?: Day
  /** No rows after this day. @default today */
  readonly to?: Day
  /** The day that it is: nothing is known of the next. @default today in London */
  readonly today?: Day
  /**
   * A folder of `<raw table>.parquet` files whose rows are served instead of made-up ones; the site lists what leads to
   * its `ees_pub_scrape.parquet`, where there is one.
   */
  readonly facts?: string
  /** @default ones that are free */
  readonly ports?: Partial<Record<'ga4' | 'searchConsole' | 'site' | 'control', number>>
  readonly quotas?: Partial<QuotaSizes>
}

/** The stand-ins for Google and the EES site, all on the loopback interface. */
export interface Sandbox extends Controlled {
  readonly ga4Url: string
  readonly searchConsoleUrl: string
  readonly siteUrl: string
  readonly controlUrl: string
  readonly propertyId: string
  /** The property's name in Search Console. */
  readonly searchConsoleSite: string
  /** What goes wrong with Google's answers from now on. */
  readonly faults: Faults
  /** Requests so far, by method. */
  readonly requests: Readonly<Record<'runReport' | 'batchRunReports' | 'searchAnalytics', number>>
  /** The EES site, which has faults of its own. */
  readonly site: EesSite
  close(): Promise<void>
}

const PROPERTY_ID = '369420610'
const SEARCH_CONSOLE_SITE = 'https://explore-education-statistics.service.gov.uk/'

/** Starts all servers. Rejects when an option is wrong, a port taken, or the folder of facts cannot be read. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { ports = {}, seed = 1 } = options
  const covers = coverage(options)
  const facts = await factsOf(options)
  const today = () => options.today ?? londonToday()
  const shared = { facts, covers, faults: new Faults(), today }
  const requests = { runReport: 0, batchRunReports: 0, searchAnalytics: 0 }
  const ga4 = new Ga4Server({
    ...shared,
    propertyId: PROPERTY_ID,
    reports: new Reports({ facts, covers, seed }),
    quota: new Quota(options.quotas),
    count: (method) => (requests[method] += 1),
  })
  const search = new SearchConsoleServer({
    ...shared,
    site: SEARCH_CONSOLE_SITE,
    count: () => (requests.searchAnalytics += 1),
  })
  const site = await startSite(options)
  const controlled = { faults: shared.faults, requests, site }
  const servers = {
    ga4: await LoopbackServer.start((request) => ga4.answer(request), ports.ga4),
    search: await LoopbackServer.start((request) => search.answer(request), ports.searchConsole),
    control: await LoopbackServer.start((request) => control(controlled, request), ports.control),
  }
  return {
    ...controlled,
    ga4Url: servers.ga4.url,
    searchConsoleUrl: servers.search.url,
    controlUrl: servers.control.url,
    siteUrl: site.url,
    propertyId: PROPERTY_ID,
    searchConsoleSite: SEARCH_CONSOLE_SITE,
    close: async () => {
      await Promise.all([...Object.values(servers), site].map((server) => server.close()))
      facts.close()
    },
  }
}

async function factsOf({ facts, seed = 1, scale = DEFAULT_SCALE }: SandboxOptions): Promise<Facts> {
  return facts === undefined ? new GeneratedFacts({ seed, scale }) : ParquetFacts.open(facts)
}

async function startSite({ facts, ports = {} }: SandboxOptions): Promise<EesSite> {
  const publications = facts === undefined ? undefined : await scrapedPublications(facts)
  return startEesSite({
    ...(publications && { publications }),
    ...(ports.site !== undefined && { port: ports.site }),
  })
}

/** Whether the properties have rows for a day; nothing is known of tomorrow. */
function coverage({ from = '0000-01-01', to = '9999-12-31', today }: SandboxOptions) {
  for (const [name, day] of Object.entries({ from, to })) {
    if (day !== '0000-01-01' && !isDay(day))
      throw new Error(`The sandbox's ${name} is "${day}"; give a day as 2026-01-31.`)
  }
  if (from > to) throw new Error(`The sandbox's days end on ${to}, before they begin on ${from}.`)
  return (day: Day) => day >= from && day <= to && day <= (today ?? londonToday())
}
