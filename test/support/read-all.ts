import { columnsOf } from '../../activities/frame.ts'
import type { Page, ReadWindow } from '../../activities/sources/source.ts'
import type { RawTable, Window } from '../../pipelines/define.ts'

/** Every page of a window. */
export async function readPages(
  read: ReadWindow,
  table: RawTable,
  window: Window,
): Promise<readonly Page[]> {
  return Array.fromAsync(read(table, window, new AbortController().signal))
}

/** The rows of pages, in their order. */
export const rowsOf = (pages: readonly Page[]): readonly (readonly unknown[])[] =>
  pages.flatMap(({ frame }) => {
    const columns = columnsOf(frame)
    return (columns[0] ?? []).map((_, at) => columns.map((cells) => cells[at]))
  })

/** What a promise rejects with; fails where it does not. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => Promise.reject(new Error('Nothing went wrong; wanted is a failure.')),
    (error: unknown) => error,
  )
}
