import type { Publication } from './publication.ts'
import type { ListView } from './pages/find-statistics.ts'

/** What can go wrong with an answer of the site. */
export type FaultKind =
  | 'hang' // no answer, ever
  | 'reset' // the connection breaks before the answer
  | 'cut-off' // the connection breaks in the middle of the answer
  | 'not-found' // 404, as release pages answer when the service behind them is down
  | 'server-error' // 500
  | 'unavailable' // 503 with Retry-After
  | 'failed-back-end' // 200, a list of no results and a spinner
  | 'wrong-count' // states one publication more than there are
  | 'unreadable-count' // states the count in other words
  | 'short-list' // leaves a publication out, and says nothing
  | 'disagreement' // what the page shows is not what its data say
  | 'no-next-data' // without its data

export interface Fault {
  readonly kind: FaultKind
  /** Requests that meet it. @default 1 */
  readonly times?: number
  /** Path and query of the requests that meet it. @default every page that can show the fault */
  readonly path?: RegExp
  /** Of `unavailable`, in seconds. @default 1 */
  readonly retryAfterS?: number
}

const LIST = /^\/find-statistics(\?|$)/

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
  return (path ?? (LIST_ONLY.includes(kind) ? LIST : /./)).test(asked)
}

/** The list as a fault shows it. */
export function faultyList(view: ListView, kind: FaultKind | undefined): ListView {
  switch (kind) {
    case 'failed-back-end':
      return { ...view, stated: 0, shown: [], failed: true }
    case 'wrong-count':
      return { ...view, stated: view.stated + 1, data: view.data && more(view.data) }
    case 'unreadable-count':
      return { ...view, countText: 'Many results' }
    case 'short-list':
      return withoutLast(view)
    case 'disagreement':
      return { ...view, data: view.data && { ...view.data, results: butLast(view.data.results) } }
    case 'no-next-data':
      return { ...view, data: undefined }
    default:
      return view
  }
}

type Data = NonNullable<ListView['data']>

const more = (data: Data): Data => ({ ...data, total: data.total + 1 })

function withoutLast(view: ListView): ListView {
  const shown = butLast(view.shown)
  return { ...view, shown, data: view.data && { ...view.data, results: shown } }
}

const butLast = (list: readonly Publication[]) => list.slice(0, -1)
