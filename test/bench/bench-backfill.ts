import { join } from 'node:path'

import type { Case } from './case.ts'
import { inChild } from './in-child.ts'
import { fastest, type Measured, number, seconds } from './measure.ts'
import type { Backfilled } from './run-backfill.ts'

/** Five years, from the property's first day on. */
const RANGE = { from: '2023-06-13', to: '2028-06-12', today: '2028-06-16' }

const TARGET = 1.1

/** The server warns of a history of so many events. */
const WARNING = 10_240

/** Every table for five years, beside the same steps called one by one without Temporal. */
export async function benchBackfill({ folder, times, say }: Case): Promise<Measured[]> {
  const runs: { result: Backfilled; peakMb: number }[] = []
  const calls: Backfilled[] = []
  for (let at = 0; at < times; at++) {
    const fill = (byTemporal: boolean) =>
      inChild('run-backfill', {
        ...RANGE,
        path: join(folder, `backfill-${at}-${byTemporal}.duckdb`),
        byTemporal,
      })
    calls.push((await fill(false)).result)
    runs.push(await fill(true))
    const { rows, windows, events, ...took } = runs[at]?.result ?? { events: [], seconds: 0 }
    say(
      `backfill: ${number(rows ?? 0)} rows in ${windows} windows in ${seconds(took.seconds)}, without Temporal ${seconds(calls[at]?.seconds ?? 0)}; events in each history ${events.join(', ')}`,
    )
  }
  const floor = fastest(calls, (one) => one.seconds)
  const { result, peakMb } = fastest(runs, (one) => one.result.seconds)
  if (result.rows !== floor.rows)
    throw new Error(
      `The backfill appended ${result.rows} rows and the calls ${floor.rows}; wanted are the same.`,
    )
  const ratio = result.seconds / floor.seconds
  const most = Math.max(...result.events)
  return [
    {
      name: 'backfill',
      what: `five years of all tables, ${number(result.rows)} rows in ${result.windows} windows, and the app tables, beside the same steps without Temporal; at most ${number(most)} events in one of ${result.events.length} histories`,
      measured: `${seconds(result.seconds)}, ${number(result.rows / result.seconds)} rows/s`,
      beside: `${seconds(floor.seconds)}, ${number(floor.rows / floor.seconds)} rows/s`,
      ratio,
      peakMb,
      target: `ratio at most ${TARGET}, half the events that are warned of`,
      met: ratio <= TARGET && most < WARNING / 2,
    },
  ]
}
