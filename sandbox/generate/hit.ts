import type { Day } from '../../pipelines/define.ts'
import type { Publication } from '../publication.ts'
import type { Entry } from './catalogue.ts'
import type { Release } from './releases.ts'

/** An event as the site's code sends it, before any client or server formats it. */
export interface Hit extends Entry {
  readonly path: string
  readonly action: string
  readonly category: string
  readonly label?: string
  /** Times on an ordinary working day. */
  readonly mean: number
}

/** A publication with what its events are named after. */
export interface Subject {
  readonly publication: Publication
  readonly at: number
  /** Latest first. */
  readonly releases: readonly Release[]
  /** The path of its latest release page, whatever the day. */
  readonly home: string
}

/** An event without what it is about. */
export interface Event {
  readonly path: string
  readonly action: string
  readonly category: string
  /** Place of its publication in the list. @default none */
  readonly at?: number
  readonly from?: Day
  readonly to?: Day
  readonly group?: string
}

/** One hit for each label of an event, the first ones sent most; `mean` is all labels' together. */
export function hitsOf(event: Event, labels: readonly string[], mean: number): readonly Hit[] {
  const shares = labels.map((_, place) => 1 / (place + 2))
  const total = shares.reduce((sum, share) => sum + share, 0)
  const { at = -1, ...kind } = event
  return labels.map((label, place) => ({
    ...kind,
    publication: at,
    label,
    mean: (mean * (shares[place] ?? 0)) / total,
  }))
}

/** An event that is sent without a label. */
export function plainHit({ at = -1, ...kind }: Event, mean: number): Hit {
  return { ...kind, publication: at, mean }
}

/** The later of two days. */
export const later = (one: Day, other: Day): Day => (one > other ? one : other)

/** The earlier of two days. */
export const earlier = (one: Day, other: Day): Day => (one < other ? one : other)

/** The hits of each release within the days in which the site sent them; none for a release that lies outside. */
export function byRelease(
  { releases }: Subject,
  sent: { readonly from: Day; readonly to: Day },
  make: (release: Release, when: { from: Day; to: Day }) => readonly Hit[],
): readonly Hit[] {
  return releases.flatMap((release) => {
    const when = { from: later(release.from, sent.from), to: earlier(release.to, sent.to) }
    return when.from > when.to ? [] : make(release, when)
  })
}

/** From the first day of all records, to the last. */
export const FIRST: Day = '2020-01-01'
export const LAST: Day = '2099-12-31'
