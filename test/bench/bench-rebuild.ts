import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { readPipeline } from '../../workers/registry.ts'
import { AS_OF, type Case } from './case.ts'
import { freshCopy } from './fresh-copy.ts'
import { type Done, inChild } from './in-child.ts'
import { fastest, type Measured, number, seconds } from './measure.ts'
import type { Update } from './run-updates.ts'

/** Raw rows for each event row of the case "append": five years at the live service's rate. */
const RAW_ROWS = 20

const TARGET = 1.1
const IDLE_SECONDS = 2

/** The app tables of years of rows, beside their bare statements; then an update that finds nothing to do. */
export async function benchRebuild({ folder, rows, times, only, say }: Case): Promise<Measured[]> {
  const filled = join(folder, 'filled.duckdb')
  say(`rebuild: filling a warehouse with ${number(rows * RAW_ROWS)} raw rows`)
  const { result } = await inChild('fill-raw', { path: filled, rows: rows * RAW_ROWS, asOf: AS_OF })
  const [bare, updates] = [[await buildBare(filled)], [await rebuild(filled)]]
  for (let at = 1; at < times; at++) {
    bare.push(await buildBare(filled))
    updates.push(await rebuild(filled))
  }
  for (const [at, { rebuilt, idle }] of updates.entries())
    say(
      `rebuild: ${seconds(rebuilt.seconds)} (processor ${seconds(rebuilt.cpuSeconds)}), bare ${seconds(bare[at]?.seconds ?? 0)} (processor ${seconds(bare[at]?.cpuSeconds ?? 0)}); nothing to do ${seconds(idle.seconds)}`,
    )
  const floor = fastest(bare, (one) => one.seconds).seconds
  const lines = [
    rebuildLine(
      fastest(updates, ({ rebuilt }) => rebuilt.seconds),
      { floor, rows: result.rows },
    ),
    idleLine(
      fastest(updates, ({ idle }) => idle.seconds),
      result.rows,
    ),
  ]
  return lines.filter(({ name }) => [...only].some((chosen) => chosen === name))
}

interface Rebuilt {
  readonly rebuilt: Update
  readonly idle: Update
  readonly peakMb: number
}

async function buildBare(filled: string) {
  const path = await freshCopy(filled, 'bare')
  return (await inChild('build-bare', { path, asOf: AS_OF })).result
}

/** An update of the app tables alone, one of all that there is, and one that is timed. */
async function rebuild(filled: string): Promise<Rebuilt> {
  const { app } = await readPipeline(fileURLToPath(new URL('../../pipelines/ees', import.meta.url)))
  const tables = app.map(({ name }) => name)
  const path = await freshCopy(filled, 'rebuilt')
  const { result, peakMb }: Done<readonly Update[]> = await inChild('run-updates', {
    env: { DUCKDB_PATH: path, EES_PARQUET_ROOT: `${filled}.drops` },
    inputs: [{ asOf: AS_OF, tables }, { asOf: AS_OF }, { asOf: AS_OF }],
  })
  const [rebuilt, , idle] = result
  if (!rebuilt || !idle) throw new Error(`Of three updates ${result.length} gave a result.`)
  if (rebuilt.published !== tables.length || idle.rows + idle.published > 0)
    throw new Error(
      `The first update published ${rebuilt.published} tables, wanted are ${tables.length}; the last one appended ${idle.rows} rows and published ${idle.published} tables, wanted are none.`,
    )
  return { rebuilt, idle, peakMb }
}

interface Beside {
  readonly floor: number
  readonly rows: number
}

function rebuildLine({ rebuilt, peakMb }: Rebuilt, { floor, rows }: Beside): Measured {
  const ratio = rebuilt.seconds / floor
  return {
    name: 'rebuild',
    what: `${rebuilt.published} app tables over ${number(rows)} raw rows, asserted and published, beside their bare statements`,
    measured: seconds(rebuilt.seconds),
    beside: seconds(floor),
    ratio,
    peakMb,
    target: `ratio at most ${TARGET}`,
    met: ratio <= TARGET,
  }
}

const idleLine = ({ idle, peakMb }: Rebuilt, rows: number): Measured => ({
  name: 'idle',
  what: `an update that finds nothing to do, over ${number(rows)} raw rows`,
  measured: seconds(idle.seconds),
  peakMb,
  target: `under ${IDLE_SECONDS} s`,
  met: idle.seconds < IDLE_SECONDS,
})
