import { join } from 'node:path'

import { startSandboxProcess } from '../../workers/sandbox-process.ts'
import type { Case } from './case.ts'
import { inChild } from './in-child.ts'
import { envOf } from './appending.ts'
import { fastest, type Measured, number, seconds } from './measure.ts'
import type { Backfilled } from './run-backfill.ts'

/** Five years, from the property's first day on. */
const RANGE = { from: '2023-06-13', to: '2028-06-12', today: '2028-06-16' }

/** The server warns of a history of so many events. */
const WARNING = 10_240

/** Every table for five years, beside the same steps called one by one without Temporal. */
export async function benchBackfill({ folder, times, say }: Case): Promise<Measured[]> {
  const sandbox = await startSandboxProcess(['--today', RANGE.today])
  const runs: { result: Backfilled; peakMb: number }[] = []
  const calls: Backfilled[] = []
  try {
    for (let at = 0; at < times; at++) {
      const fill = (byTemporal: boolean) => {
        const path = join(folder, `backfill-${at}-${byTemporal}.duckdb`)
        return inChild('run-backfill', {
          ...RANGE,
          env: envOf(sandbox.addresses, { path, folder }),
          byTemporal,
        })
      }
      calls.push((await fill(false)).result)
      const run = await fill(true)
      runs.push(run)
      const { rows, windows, events, seconds: took } = run.result
      say(
        `backfill: ${number(rows)} rows in ${windows} windows in ${seconds(took)}, without Temporal ${seconds(calls[at]?.seconds ?? 0)}; events in each history ${events.join(', ')}`,
      )
    }
  } finally {
    await sandbox.close()
  }
  return [lineOf(runs, calls)]
}

function lineOf(
  runs: readonly { result: Backfilled; peakMb: number }[],
  calls: readonly Backfilled[],
): Measured {
  const floor = fastest(calls, (one) => one.seconds)
  const { result, peakMb } = fastest(runs, (one) => one.result.seconds)
  if (result.rows !== floor.rows)
    throw new Error(
      `The backfill appended ${result.rows} rows and the calls ${floor.rows}; wanted are the same.`,
    )
  const ratio = result.seconds / floor.seconds
  const most = Math.max(...result.events)
  return {
    name: 'backfill',
    what: `five years of all tables, ${number(result.rows)} rows in ${result.windows} windows, and the app tables, beside the same steps without Temporal; at most ${number(most)} events in one of ${result.events.length} histories`,
    measured: `${seconds(result.seconds)}, ${number(result.rows / result.seconds)} rows/s`,
    beside: `${seconds(floor.seconds)}, ${number(floor.rows / floor.seconds)} rows/s`,
    ratio,
    peakMb,
    target: `at most ${number(WARNING / 2)} events in a history`,
    met: most <= WARNING / 2,
  }
}
