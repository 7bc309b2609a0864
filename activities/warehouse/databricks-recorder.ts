import type { OpsRow, OpsTable } from './ops-tables.ts'
import type { Warehouse } from './warehouse.ts'

type Rows = OpsRow<OpsTable>[]
type Write = (table: OpsTable, rows: Rows) => Promise<void>

interface Queue {
  /** Settles when the statement under way has ended. */
  last: Promise<unknown>
  next: { readonly rows: Rows; readonly done: Promise<void> } | undefined
}

/** Puts together what is to be kept while a statement is under way: one statement at a time for each table. */
export function createRecorder(write: Write): Warehouse['record'] {
  const queues = new Map<OpsTable, Queue>()
  return (table, rows) => {
    const queue = queues.get(table) ?? { last: Promise.resolve(), next: undefined }
    queues.set(table, queue)
    const next = queue.next ?? follow(queue, (all) => write(table, all))
    next.rows.push(...rows)
    return next.done
  }
}

function follow(queue: Queue, write: (rows: Rows) => Promise<void>) {
  const rows: Rows = []
  const done = queue.last.then(() => {
    queue.next = undefined
    return write(rows)
  })
  queue.last = done.catch(() => undefined)
  queue.next = { rows, done }
  return queue.next
}
