import type { SiteContent } from './ees-site-routes.ts'
import { asPublications } from './as-publications.ts'

/** What becomes of the site between two runs. */
export type SiteChange = (content: SiteContent) => Partial<SiteContent>

/** Which one, and what it becomes; where it is not said, a data set withdrawn is the last, all else the first. */
export interface Changed {
  /** The id of a data set, or the slug of a publication. */
  readonly name?: string
  readonly title?: string
}

/** Changes by name; each throws where there is nothing of the name given. */
export const siteChanges = {
  'data-set-renamed': ({ name, title = 'A data set of another name' }) => {
    return ({ dataSets }) => {
      const { id } = named(dataSets, 'data set', name)
      return { dataSets: dataSets.map((one) => (one.id === id ? { ...one, title } : one)) }
    }
  },
  'data-set-withdrawn': ({ name }) => {
    return ({ dataSets }) => {
      const { id } = named(dataSets.toReversed(), 'data set', name)
      return { dataSets: dataSets.filter((one) => one.id !== id) }
    }
  },
  'publication-added': ({ name = 'a-new-publication', title = 'A new publication' }) => {
    return ({ publications }) => {
      const added = asPublications([{ slug: name, title }])
      return { publications: [...publications.filter(({ slug }) => slug !== name), ...added] }
    }
  },
  'title-changed': ({ name, title = 'A publication of another title' }) => {
    return ({ publications }) => {
      const { slug } = named(publications, 'publication', name)
      return {
        publications: publications.map((one) => (one.slug === slug ? { ...one, title } : one)),
      }
    }
  },
} as const satisfies Readonly<Record<string, (changed: Changed) => SiteChange>>

export type SiteChangeKind = keyof typeof siteChanges

export const isSiteChangeKind = (name: string): name is SiteChangeKind => name in siteChanges

/** The item of the name, or the first where none is given. */
function named<Item extends { readonly id: string; readonly slug?: string }>(
  items: readonly Item[],
  what: string,
  name: string | undefined,
): Item {
  const found = name === undefined ? items[0] : items.find(({ id, slug }) => (slug ?? id) === name)
  if (found !== undefined) return found
  throw new RangeError(
    `The sandbox's site has no ${what} that is named ${name ?? 'anything'}; look at its pages for one that it has.`,
  )
}
