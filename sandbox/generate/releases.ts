import type { Day } from '../../pipelines/define.ts'
import { addDays, dayNumber, dayOf } from '../calendar.ts'
import type { Publication } from '../publication.ts'
import { random } from '../random.ts'

/** One release of a publication, and the days on which it is the latest. */
export interface Release {
  readonly slug: string
  readonly title: string
  readonly from: Day
  readonly to: Day
}

const FIRST_YEAR = 2019
const LAST_DAY = '2099-12-31'

/** The releases of a publication, latest first, one a year; the first is the latest from the first day on. */
export function releasesOf(publication: Publication): readonly Release[] {
  const latest = endYear(publication.latestRelease)
  const day = releaseDay(publication)
  const years = Array.from({ length: Math.max(1, latest - FIRST_YEAR + 1) }, (_, at) => latest - at)
  return years.map((year, at) => ({
    slug: shifted(publication.latestRelease, -at),
    title: titleOf(shifted(publication.latestRelease, -at)),
    from: at === years.length - 1 ? '2020-01-01' : publishedIn(year, day),
    to: at === 0 ? LAST_DAY : addDays(publishedIn(year + 1, day), -1),
  }))
}

/** A label that names a release of a publication, and what of it. */
export function releaseLabel(title: string, release: Release, what?: string): string {
  const label = `Publication: ${title}, Release: ${release.title}`
  return what === undefined ? label : `${label}, ${what}`
}

/** The day, as a number, on which releases of this publication come out; the same one every year. */
export function releaseDay(publication: Publication): number {
  return dayNumber('2020-01-06') + random('release day', publication.slug).below(52) * 7 + 3
}

function publishedIn(year: number, day: number): Day {
  return `${year}${dayOf(day).slice(4)}`.replace('-02-29', '-02-28')
}

function endYear(release: string): number {
  const [, year = '2024', next] = /^(\d{4})(?:-(\d{2})(?!\d))?/.exec(release) ?? []
  return next ? Math.trunc(Number(year) / 100) * 100 + Number(next) : Number(year)
}

function shifted(release: string, years: number): string {
  return release.replace(/^(\d{4})(-\d{2}(?!\d))?/, (_, year: string, next?: string) => {
    const start = Number(year) + years
    return next ? `${start}-${String((start + 1) % 100).padStart(2, '0')}` : String(start)
  })
}

/** `2024-25-autumn-term` is "Academic year 2024/25 autumn term", `2026-week-24` "Week 24 2026". */
function titleOf(slug: string): string {
  const [, start = '', next, rest = ''] = /^(\d{4})(?:-(\d{2})(?!\d))?(.*)$/.exec(slug) ?? []
  const words = rest.replaceAll('-', ' ').trim()
  if (next) return `Academic year ${start}/${next} ${words}`.trim()
  if (words.startsWith('week')) return `Week ${words.slice(5)} ${start}`
  return `${words ? 'Calendar' : 'Reporting'} year ${start} ${words}`.trim()
}
