import type { Session } from '../../activities/warehouse/duckdb-file.ts'
import { splitWindow } from '../../pipelines/days.ts'
import type { RawTable, Window } from '../../pipelines/define.ts'
import { SAMPLE_DAYS } from './sample-files.ts'

export interface Repeat {
  readonly table: RawTable
  /** A parquet file with the rows of `SAMPLE_DAYS` days. */
  readonly file: string
  /** Of each day's rows, 0 to 1; a day has one at least. */
  readonly share: number
  /** The days to be filled. */
  readonly window: Window
}

/** As much as a step appends at once, so that the rows lie in the file as they do in a real one. */
const DAYS_AT_ONCE = 31

/** What a month brings of its own; no two values of a day become one. */
const CHANGED: Readonly<Record<string, string>> = {
  // Every saved table has an address of its own, and some pages of a release come with each release.
  pagePath: `CASE
    WHEN contains(pagePath, '/data-tables/permalink') THEN '/data-tables/permalink/' || md5(concat(pagePath, day))
    WHEN contains(pagePath, '/find-statistics/') AND hash(pagePath) % 8 = 0 THEN concat(pagePath, '/', month)
    ELSE pagePath END`,
  eventLabel: `CASE
    WHEN length(eventLabel) BETWEEN 1 AND 90 AND eventLabel <> '(not set)' AND hash(eventLabel) % 3 = 0
      THEN concat(eventLabel, ' ', month)
    ELSE eventLabel END`,
  query: `CASE WHEN hash(query) % 2 = 0 THEN concat(query, ' ', month) ELSE query END`,
}

/** Fills the days of a window with the sample's days, in turn. */
export async function repeatSample(session: Session, repeat: Repeat): Promise<void> {
  const { table, file, share } = repeat
  const columns = Object.keys(table.columns)
  const target = `analytics_raw.${table.name}`
  if (!columns.includes('date')) {
    await session.run(`INSERT INTO ${target} BY NAME FROM read_parquet('${file}')`)
    return
  }
  await session.run(`
    CREATE OR REPLACE TEMP TABLE sample AS
    SELECT *, date - min(date) OVER () AS place
    FROM read_parquet('${file}')
    QUALIFY row_number() OVER (PARTITION BY date ORDER BY hash(${columns.join(', ')}))
      <= ceil(${share} * count(*) OVER (PARTITION BY date))`)
  const changes = columns.flatMap((column) =>
    CHANGED[column] ? [`${CHANGED[column]} AS ${column}`] : [],
  )
  for (const { from, to } of splitWindow(repeat.window, DAYS_AT_ONCE))
    await session.run(`
      INSERT INTO ${target} BY NAME
      SELECT sample.* EXCLUDE (place) REPLACE (${['day AS date', ...changes].join(', ')})
      FROM sample
      JOIN (
        SELECT CAST(moment AS DATE) AS day, strftime(moment, '%Y-%m') AS month
        FROM generate_series(DATE '${from}', DATE '${to}', INTERVAL 1 DAY) AS days (moment)
      ) AS days ON place = (day - DATE '2020-01-01') % ${SAMPLE_DAYS}`)
}
