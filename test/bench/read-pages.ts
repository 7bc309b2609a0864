import { ga4Client } from '../../activities/sources/ga4-client.ts'
import { ga4Report, PAGE_ROWS } from '../../activities/sources/ga4-report.ts'
import { googleEndpoint } from '../../activities/sources/google-endpoint.ts'
import { inOrder } from '../../activities/sources/in-order.ts'
import { splitWindow } from '../../pipelines/days.ts'
import type { Window } from '../../pipelines/define.ts'
import { ees_ga4_events } from '../../pipelines/ees/raw/ees_ga4_events.ts'
import { stopwatch, type Took } from './stopwatch.ts'

export interface Reading {
  readonly endpoint: string
  readonly propertyId: string
  readonly window: Window
}

export interface Read extends Took {
  readonly rows: number
}

/** Reads the events of a window as a run does, by the same client, requests and pages, and drops them. */
export async function readPages({ endpoint, propertyId, window }: Reading): Promise<Read> {
  const bounds = { signal: new AbortController().signal, timeoutMs: 60_000 }
  const client = await ga4Client(googleEndpoint('endpoint', endpoint), bounds)
  const took = stopwatch()
  let rows = 0
  for (const part of splitWindow(window, 31)) {
    const page = async (offset: number) => {
      const { source } = ees_ga4_events
      if (source.kind !== 'ga4') throw new TypeError(`${ees_ga4_events.name} is no table of GA4`)
      const request = ga4Report({ source, window: part, propertyId })
      const [answer] = await client.runReport(
        { ...request, limit: PAGE_ROWS, offset },
        { timeout: Infinity },
      )
      rows += answer.rows?.length ?? 0
      return answer.rowCount ?? 0
    }
    const offsets = []
    const rowCount = await page(0)
    for (let at = PAGE_ROWS; at < rowCount; at += PAGE_ROWS) offsets.push(at)
    // One page ahead, as the source reads them.
    for await (const _ of inOrder(offsets, 1, page));
  }
  return { rows, ...took() }
}
