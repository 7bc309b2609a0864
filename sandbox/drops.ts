import { mkdir } from 'node:fs/promises'

import { DuckDBInstance } from '@duckdb/node-api'

import type { Day } from '../pipelines/define.ts'
import { addDays, dayNumber, daysOf, londonToday } from './calendar.ts'
import { apiCalls } from './drops/api-calls.ts'
import { apiQueries } from './drops/api-queries.ts'
import { DropPaths } from './drops/drop-paths.ts'
import type { Made, Processor } from './drops/processor.ts'
import { siteDownloads } from './drops/site-downloads.ts'
import { writeReport } from './drops/write-report.ts'
import { traffic } from './generate/traffic.ts'
import type { Seed } from './generate/world.ts'
import { random, type Random } from './random.ts'

export interface DropOptions extends Seed {
  /** @default four months before `to` */
  readonly from?: Day
  /** @default yesterday in London, the last whole day */
  readonly to?: Day
}

const DAYS = 120

/** Files of each kind on a day of the live service. */
const FILES_A_DAY = 5

const PROCESSORS: readonly Processor[] = [...apiCalls, apiQueries, ...siteDownloads]

/**
 * Writes the files that the service's public API would have dropped into a folder, which is made where it is missing;
 * those that are there already are left as they are. A file is the same for the same seed, scale and name, whatever
 * days are asked for. Returns the number of files written.
 */
export async function writeDrops(folder: string, options: DropOptions): Promise<number> {
  const { to = addDays(londonToday(), -1), from = addDays(to, 1 - DAYS), ...seed } = options
  await mkdir(folder, { recursive: true })
  const paths = await DropPaths.read(folder)
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  let written = 0
  try {
    for (const day of daysOf({ from, to }))
      for (const { made, draw, processor } of moments(seed, day)) {
        if (processor.tables.every((table) => paths.areThere(table, made))) continue
        for (const report of processor.reports(draw, made)) {
          await writeReport(connection, report, await paths.target(report.table, made))
          written += 1
        }
      }
    return written
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

interface Moment {
  readonly made: Made
  readonly processor: Processor
  readonly draw: Random
}

/** When which processor writes on a day. */
function moments({ seed, scale }: Seed, day: Day): readonly Moment[] {
  const weekend = [0, 6].includes(new Date(day).getUTCDay())
  const files = Math.max(1, Math.round(FILES_A_DAY * Math.min(scale, 1)))
  const slot = 86_400 / files
  return PROCESSORS.filter(({ weekends }) => weekends || !weekend).flatMap((processor) =>
    Array.from({ length: files }, (_, at) => {
      const draw = random(seed, 'drops', processor.name, day, at)
      const mean = (processor.mean * scale * traffic(seed, day)) / files
      const second = Math.floor(slot * (at + 0.5 + draw.next() / 2))
      const made = {
        day,
        at: dayNumber(day) * 86_400 + second,
        count: Math.max(1, draw.poisson(mean)),
      }
      return { made, processor, draw }
    }),
  )
}
