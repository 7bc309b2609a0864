import { join } from 'node:path'

import type { Case } from './case.ts'
import { inChild } from './in-child.ts'
import { fastest, type Measured, number, seconds } from './measure.ts'

const FILES = 3_000
const ROWS_EACH = 20

/** As little as a machine of the smallest kind has to spare. */
const MOST_MB = 500
const MOST_RATIO = 4

/** 3,000 parquet drops listed, looked at, checked and appended, beside DuckDB's own reading of the same files. */
export async function benchDrops({ folder, times, say }: Case): Promise<readonly Measured[]> {
  const root = join(folder, 'drops')
  say(`drops: writing ${number(FILES)} files`)
  await inChild('write-drop-files', { root, files: FILES, rowsEach: ROWS_EACH })
  const sides = []
  for (let time = 0; time < times; time++) {
    const path = (side: string) => join(folder, `drops-${side}-${time}.duckdb`)
    const bare = await inChild('read-drop-files', { root, path: path('bare') })
    const ours = await inChild('append-drop-files', { root, path: path('ours') })
    say(
      `drops: ${seconds(ours.result.seconds)} (${number(ours.peakMb)} MB), beside ${seconds(bare.result)} (${number(bare.peakMb)} MB); again ${seconds(ours.result.againSeconds)}`,
    )
    sides.push({ bare, ours })
  }
  const { ours } = fastest(sides, (side) => side.ours.result.seconds)
  const { bare } = fastest(sides, (side) => side.bare.result)
  const ratio = ours.result.seconds / bare.result
  return [
    {
      name: 'drops',
      what: `${number(FILES)} files, ${number(ours.result.rows)} rows, appended; with nothing new ${seconds(ours.result.againSeconds)}`,
      measured: seconds(ours.result.seconds),
      beside: `${seconds(bare.result)}, ${number(bare.peakMb)} MB (\`read_parquet\` into a table)`,
      ratio,
      peakMb: ours.peakMb,
      target: `at most ${MOST_RATIO} times as long, in ${MOST_MB} MB`,
      met: ratio <= MOST_RATIO && ours.peakMb <= MOST_MB,
    },
  ]
}
