import { startSandboxProcess } from '../../workers/sandbox-process.ts'
import { appendLacking, lacking } from './appending.ts'
import type { Case } from './case.ts'
import { inChild } from './in-child.ts'
import { fastest, type Measured, number } from './measure.ts'

const TARGET = 1.5

/** From HTTP to committed rows, beside the same client that reads the same pages and drops them. */
export async function benchAppend({ folder, rows, times, say }: Case): Promise<Measured[]> {
  const sandbox = await startSandboxProcess(['--scale', '1'])
  try {
    const { ga4Url: endpoint, propertyId } = sandbox.addresses
    say('append: making a warehouse that lacks the rows')
    const appending = await lacking(rows, { sandbox: sandbox.addresses, folder })
    const read = () => inChild('read-pages', { endpoint, propertyId, window: appending.window })
    // The sandbox makes rows up when they are first asked for; from then on it has them.
    await read()
    const [dropped, appended] = [[await read()], [await appendLacking(appending)]]
    for (let at = 1; at < times; at++) {
      dropped.push(await read())
      appended.push(await appendLacking(appending))
    }
    for (const [at, { result }] of appended.entries())
      say(
        `append: ${number(result.rows)} rows in ${result.fetching} s (${result.cpuSeconds} s of processor time in all), read and dropped in ${dropped[at]?.result.seconds} s (${dropped[at]?.result.cpuSeconds} s)`,
      )
    const floor = fastest(dropped, ({ result }) => result.seconds).result
    const best = fastest(appended, ({ result }) => result.fetching)
    if (floor.rows !== best.result.rows)
      throw new Error(
        `The client read ${floor.rows} rows and the run appended ${best.result.rows}; wanted are the same.`,
      )
    const ratio = best.result.fetching / floor.seconds
    return [
      {
        name: 'append',
        what: `${number(best.result.rows)} GA4 event rows from HTTP to committed, beside reading and dropping them`,
        measured: `${number(best.result.rows / best.result.fetching)} rows/s`,
        beside: `${number(floor.rows / floor.seconds)} rows/s`,
        ratio,
        peakMb: best.peakMb,
        target: `ratio at most ${TARGET}`,
        met: ratio <= TARGET,
      },
    ]
  } finally {
    await sandbox.close()
  }
}
