import { memoryUsage, stdout } from 'node:process'

import { Scratch } from '../../activities/scratch.ts'
import { DuckDbFile } from '../../activities/warehouse/duckdb-file.ts'
import { addDays } from '../../pipelines/days.ts'
import { ees_ga4_events } from '../../pipelines/ees/raw/ees_ga4_events.ts'

/**
 * Stages as many rows as it is told, and writes how much memory that took, in megabytes: `node scratch-child.ts ROWS`.
 */
const rows = Number(process.argv[2])
const PAGE = 10_000
const window = { from: '2026-01-01', to: '2026-01-31' }

const page = (start: number) => {
  const numbers = Array.from({ length: PAGE }, (_, at) => start + at)
  return [
    numbers.map((n) => addDays(window.from, n % 31)),
    numbers.map((n) => `/find-statistics/a-publication-of-some-length-${n % 110}/2024-${n % 40}`),
    numbers.map((n) => `Event number ${n % 30}`),
    numbers.map((n) => `A label of the event ${n % 20_000}`),
    numbers.map((n) => `A category of the event ${n} `.padEnd(200, '.')),
    numbers.map((n) => n % 100),
  ]
}

const scratch = await Scratch.open()
const before = memoryUsage.rss()
let peak = before
const sampling = setInterval(() => (peak = Math.max(peak, memoryUsage.rss())), 20)
const { count, facts } = await scratch.batch(ees_ga4_events, async (batch) => {
  for (let start = 0; start < rows; start += PAGE) await batch.add(page(start))
  const found = await batch.facts(window)
  const file = await batch.save()
  const parquet = await DuckDbFile.open(':memory:')
  const [row] = await parquet.session((session) =>
    session.rows(`SELECT count(*) AS n FROM '${file}'`),
  )
  await parquet.close()
  return { count: row?.['n'], facts: found }
})
clearInterval(sampling)
const result = {
  grownMb: Math.round((peak - before) / 1e6),
  rows: count,
  days: facts.days.size,
}
stdout.write(`${JSON.stringify(result)}\n`)
await scratch.close()
