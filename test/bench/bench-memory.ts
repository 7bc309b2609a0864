import { startSandboxProcess } from '../../workers/sandbox-process.ts'
import { appendLacking, lacking } from './appending.ts'
import type { Case } from './case.ts'
import { type Measured, number, seconds } from './measure.ts'

const TARGET_MB = 1_500

/** What a worker holds at most while it appends: to grow with the page, not with the rows. */
export async function benchMemory({ folder, rows, say }: Case): Promise<Measured[]> {
  const sandbox = await startSandboxProcess(['--scale', '1'])
  try {
    const lines: Measured[] = []
    for (const many of [rows / 10, rows, rows * 3]) {
      say(`memory: appending ${number(many)} rows`)
      const appending = await lacking(Math.ceil(many), { sandbox: sandbox.addresses, folder })
      const { result, peakMb } = await appendLacking(appending)
      lines.push({
        name: 'memory',
        what: `a worker that appends ${number(result.rows)} rows`,
        measured: seconds(result.fetching),
        peakMb,
        target: `peak under ${number(TARGET_MB)} MB`,
        met: peakMb < TARGET_MB,
      })
    }
    return lines
  } finally {
    await sandbox.close()
  }
}
