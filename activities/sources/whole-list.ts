import { passing } from '../failure.ts'
import type { ListForm, ListPage } from './list-page.ts'

/**
 * Reads a list page by page, to its end. There are exactly as many items as it states.
 *
 * @throws {ApplicationFailure} `BrokenContract`, to be tried again, where the list changed meanwhile.
 */
export async function readWholeList<Item>(
  form: Pick<ListForm<Item>, 'name' | 'items'>,
  readPage: (page: number) => Promise<ListPage<Item>>,
): Promise<readonly Item[]> {
  const first = await readPage(1)
  const items = new Map(first.items)
  for (let page = 2; page <= first.pages; page += 1) {
    const next = await readPage(page)
    requireSameList(form.name, first, next)
    for (const [name, item] of next.items) items.set(name, item)
  }
  requireAll(form, first, items.size)
  return [...items.values()]
}

const READ_AGAIN = 'The list is read again; if this goes on, look at its pages in a browser.'

type Page = ListPage<unknown>

/** Pages are kept for half a minute by what stands before the site, so that two may be of different ages. */
function requireSameList(name: string, first: Page, next: Page): void {
  if (first.stated === next.stated && first.pages === next.pages) return
  throw passing(
    'BrokenContract',
    `Reading the site's ${name}: page 1 stated ${first.stated} results on ${first.pages} pages, page ${next.page} states ${next.stated} on ${next.pages}; wanted is one list throughout. It changed meanwhile. ${READ_AGAIN}`,
  )
}

function requireAll(
  { name, items }: Pick<ListForm<unknown>, 'name' | 'items'>,
  { stated }: Page,
  found: number,
): void {
  if (found === stated) return
  throw passing(
    'BrokenContract',
    `Reading the site's ${name}: its pages hold ${found} ${items} and state ${stated}; wanted is every one that is stated. It may have changed meanwhile. ${READ_AGAIN}`,
  )
}
