import { openRig } from '../spark/open-rig.ts'
import type { Case } from './case.ts'
import { inChild } from './in-child.ts'
import { fastest, type Measured, number, seconds } from './measure.ts'

const SIZES = [100_000, 1_000_000]

const MOST_RATIO = 2

/** Rows of a parquet file appended and checked, beside the driver's bare PUT and INSERT of the same file. */
export async function benchDatabricks({ folder, times, say }: Case): Promise<readonly Measured[]> {
  say('databricks: starting Spark')
  const { address, close } = await openRig()
  // Node reads it as it starts.
  process.env.NODE_EXTRA_CA_CERTS = address.settings.NODE_EXTRA_CA_CERTS
  try {
    const lines: Measured[] = []
    for (const rows of SIZES) {
      const { result, peakMb } = await inChild('load-databricks', {
        rig: address,
        folder,
        rows,
        times,
      })
      const ours = fastest(result.ours, (time) => time)
      const bare = fastest(result.bare, (time) => time)
      say(`databricks: ${number(rows)} rows in ${seconds(ours)}, bare ${seconds(bare)}`)
      lines.push({
        name: 'databricks',
        what: `${number(rows)} rows of 9 columns appended to open-source Spark, beside the driver's bare PUT and INSERT`,
        measured: `${number(rows / ours)} rows/s`,
        beside: `${number(rows / bare)} rows/s`,
        ratio: ours / bare,
        peakMb,
        target: `ratio at most ${MOST_RATIO}`,
        met: ours / bare <= MOST_RATIO,
      })
    }
    return lines
  } finally {
    await close()
  }
}
