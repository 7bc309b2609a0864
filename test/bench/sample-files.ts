import { join } from 'node:path'

import { type LocalBatch, Scratch } from '../../activities/scratch.ts'
import { copyFile } from 'node:fs/promises'
import type { Cell } from '../../activities/frame.ts'
import { addDays, eachDay } from '../../pipelines/days.ts'
import type { Day, RawTable } from '../../pipelines/define.ts'
import { UA_FIRST_DAY } from '../../pipelines/ees/coverage.ts'
import type { DayRows } from '../../sandbox/facts.ts'
import { GeneratedFacts } from '../../sandbox/generated-facts.ts'
import { writeHistory } from '../../sandbox/history.ts'
import { reports, type ReportName, type ReportShape } from '../../sandbox/reports.ts'

/** Whole weeks, so that each day of the week comes as often as the others. */
export const SAMPLE_DAYS = 28

/** At the live service's rate. */
const SEED = { seed: 1, scale: 1 }

const FIRST_DAY: Day = '2026-01-01'

interface Sample {
  readonly file: string
  /** Its rows. */
  readonly sampled: number
}

/** Writes the sandbox's rows of `SAMPLE_DAYS` days for every table it has any for, as parquet files. */
export async function sampleFiles(
  tables: readonly RawTable[],
  folder: string,
): Promise<ReadonlyMap<string, Sample>> {
  const to = addDays(UA_FIRST_DAY, SAMPLE_DAYS - 1)
  const history = await writeHistory(folder, { ...SEED, to })
  const samples = new Map(
    [...history].map(([name, sampled]) => [name, { file: fileOf(folder, name), sampled }]),
  )
  const facts = new GeneratedFacts(SEED)
  const scratch = await Scratch.open()
  for (const table of tables) {
    if (!isReport(table.name)) continue
    const file = fileOf(folder, table.name)
    const sampled = await scratch.batch(table, (batch) => write(batch, { table, facts, file }))
    samples.set(table.name, { file, sampled })
  }
  await scratch.close()
  return samples
}

const fileOf = (folder: string, name: string): string => join(folder, `${name}.parquet`)

const isReport = (name: string): name is ReportName => name in reports

interface Writing {
  readonly table: RawTable
  readonly facts: GeneratedFacts
  readonly file: string
}

async function write(batch: LocalBatch, { table, facts, file }: Writing): Promise<number> {
  let sampled = 0
  if (!isReport(table.name)) return sampled
  for (const day of eachDay({ from: FIRST_DAY, to: addDays(FIRST_DAY, SAMPLE_DAYS - 1) })) {
    const rows = await facts.rows(table.name, day)
    sampled += rows.count
    await batch.add(cellsOf(table, day, rows))
  }
  await copyFile(await batch.save(), file)
  return sampled
}

/** The rows of a day, column by column in the table's order. */
function cellsOf({ name, columns, source }: RawTable, day: Day, rows: DayRows): Cell[][] {
  const shape: ReportShape | undefined = isReport(name) ? reports[name] : undefined
  const ratios = source.kind === 'ga4' ? (source.ratios ?? {}) : {}
  const metric = (column: string): number[] =>
    Array.from(rows.metrics[shape?.metrics[column] ?? ''] ?? [])
  return Object.entries(columns).map(([column, type]): Cell[] => {
    if (column === 'date') return Array.from({ length: rows.count }, () => day)
    const dimension = rows.dimensions[shape?.dimensions[column] ?? '']
    if (dimension) return type === 'STRING' ? [...dimension] : dimension.map(Number)
    const ratio = ratios[column]
    if (!ratio) return metric(column)
    const [over, under] = [metric(ratio[0]), metric(ratio[1])]
    return over.map((value, at) => (under[at] ? value / under[at] : 0))
  })
}
