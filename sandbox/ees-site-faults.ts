import type { ListView } from './pages/list-view.ts'

/** What can go wrong with an answer of the site. */
export type FaultKind =
  | 'hang' // no answer, ever
  | 'reset' // the connection breaks before the answer
  | 'cut-off' // the connection breaks in the middle of the answer
  | 'stall' // half of the answer, and no more of it
  | 'not-found' // 404, as release pages answer when the service behind them is down
  | 'server-error' // 500
  | 'unavailable' // 503 with Retry-After
  | 'slow-down' // 429 with Retry-After
  | 'failed-back-end' // 200, a list of no results and a spinner
  | 'wrong-count' // states one result more than there are
  | 'unreadable-count' // states the count in other words
  | 'short-list' // leaves a result out, and says nothing
  | 'disagreement' // what the page shows is not what its data say, or these contradict themselves
  | 'no-next-data' // without its data
  | 'no-api-data-set' // 200, a data set's page without what the public API says of it

export interface Fault {
  readonly kind: FaultKind
  /** Requests that meet it. @default 1 */
  readonly times?: number
  /** Path and query of the requests that meet it. @default every page that can show the fault */
  readonly path?: RegExp
  /** Of `unavailable` and `slow-down`, in seconds. @default 1 */
  readonly retryAfterS?: number
}

const LIST = /^\/(find-statistics|data-catalogue)(\?|$)/
const DATA_SET = /^\/data-catalogue\/data-set\//

const LIST_ONLY: readonly FaultKind[] = [
  'failed-back-end',
  'wrong-count',
  'unreadable-count',
  'short-list',
]

/** The faults still to come, in the order they were asked for. */
export class Faults {
  readonly #coming: { readonly fault: Fault; left: number }[] = []

  add(fault: Fault): void {
    this.#coming.push({ fault, left: fault.times ?? 1 })
  }

  /** The fault that a request meets, which is then used up. */
  take(path: string): Fault | undefined {
    const next = this.#coming.find(({ fault, left }) => left > 0 && concerns(fault, path))
    if (next) next.left -= 1
    return next?.fault
  }
}

function concerns({ kind, path }: Fault, asked: string): boolean {
  return (path ?? pagesOf(kind)).test(asked)
}

function pagesOf(kind: FaultKind): RegExp {
  if (kind === 'no-api-data-set') return DATA_SET
  return LIST_ONLY.includes(kind) ? LIST : /./
}

/** The list as a fault shows it. */
export function faultyList<Item>(
  view: ListView<Item>,
  kind: FaultKind | undefined,
): ListView<Item> {
  const { data } = view
  switch (kind) {
    case 'failed-back-end':
      return { ...view, stated: 0, shown: [], failed: true }
    case 'wrong-count':
      return { ...view, stated: view.stated + 1, data: data && { ...data, total: data.total + 1 } }
    case 'unreadable-count':
      return { ...view, countText: 'Many results' }
    case 'short-list':
      return withoutLast(view)
    case 'disagreement':
      return { ...view, data: data && { ...data, results: data.results.slice(0, -1) } }
    case 'no-next-data':
      return { ...view, data: undefined }
    default:
      return view
  }
}

function withoutLast<Item>(view: ListView<Item>): ListView<Item> {
  const shown = view.shown.slice(0, -1)
  return { ...view, shown, data: view.data && { ...view.data, results: shown } }
}
