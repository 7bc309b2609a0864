/** A publication of the stand-in site. */
export interface Publication {
  /** A UUID. */
  readonly id: string
  /** As in the site's URLs; lower case. */
  readonly slug: string
  /** As the site spells it, not in title case. */
  readonly title: string
  /** Slug of the latest release, as `2024-25`. */
  readonly latestRelease: string
  /** Share of the service's release page views, all publications together 1. */
  readonly weight: number
}
