import { join } from 'node:path'

import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { onTestFinished } from 'vitest'

import { createActivities } from '../../activities/activities.ts'
import { appendRaw } from '../../activities/append-raw.ts'
import { planBackfill } from '../../activities/plan-backfill.ts'
import { plan } from '../../activities/plan.ts'
import { replaceRaw } from '../../activities/replace-raw.ts'
import { Scratch } from '../../activities/scratch.ts'
import { createEesSite } from '../../activities/sources/ees-site.ts'
import { createGa4 } from '../../activities/sources/ga4.ts'
import { createLimiter } from '../../activities/sources/limiter.ts'
import { createParquetDrops } from '../../activities/sources/parquet-drops.ts'
import type { ReadWindow } from '../../activities/sources/source.ts'
import type { BackfillInput, StepActivity, StepInput, StepResult } from '../../activities/steps.ts'
import { openDuckDb } from '../../activities/warehouse/duckdb.ts'
import type { Row } from '../../activities/warehouse/warehouse.ts'
import { eachDay } from '../../pipelines/days.ts'
import {
  appTable,
  type Day,
  expression,
  rawTable,
  sql,
  type Table,
  type Window,
} from '../../pipelines/define.ts'
import { graphOf } from '../../pipelines/graph.ts'
import { apiServer } from './api-server.ts'
import { SCHEMAS } from './duckdb-site.ts'
import { ga4Report, type ReportRow } from './ga4-report.ts'
import { parquetOf } from './parquet.ts'
import { calls, searches, topics } from './tables.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Filled from GA4 by the day; every day must have rows from 3 January on. */
export const hits = rawTable('hits', {
  columns: { date: 'DATE', path: 'STRING', views: 'DOUBLE' },
  source: {
    kind: 'ga4',
    dimensions: { date: 'date', path: 'pagePath' },
    metrics: { views: 'screenPageViews' },
  },
  coverage: { firstDay: '2025-12-01', coveredFrom: '2026-01-03', lagDays: 2, gaps: 'stop' },
})

const history = rawTable('history', {
  columns: { date: 'DATE', views: 'DOUBLE' },
  source: { kind: 'frozen' },
})

export const hitsByDay = appTable('hits_by_day', {
  columns: { date: 'DATE', views: 'DOUBLE' },
  key: ['date'],
  sql: sql`select date, sum(views) as views from ${hits} group by date`,
})

const titles = appTable('titles', {
  columns: { title: 'STRING' },
  key: ['title'],
  sql: sql`select title from ${topics}`,
})

const TABLES: readonly Table[] = [hits, searches, topics, calls, history, hitsByDay, titles]

/** Today in London, where a test says no other. */
export const TODAY = '2026-03-10'

/** What the stand-in for GA4 answers: rows of a day, or none. */
export type Answer = (day: Day) => readonly (readonly [path: string, views: number])[]

export const everyDay: Answer = () => [
  ['/a', 1],
  ['/b', 2],
  ['/c', 3],
]

/** A server that answers as GA4 does, a DuckDB file, and the steps that fill tables of it by the day. */
export async function datedScene(answer: Answer = everyDay) {
  let current = answer
  const server = await apiServer((asked) => {
    const { dateRanges } = asked.body as { dateRanges: readonly [Range] }
    const [{ startDate: from, endDate: to }] = dateRanges
    return {
      body: ga4Report(
        asked,
        eachDay({ from, to }).flatMap((day) => rowsOf(day, current)),
      ),
    }
  })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const warehouse = await openDuckDb({
    path: join(temporaryFolder(), 'ees.duckdb'),
    schemas: SCHEMAS,
  })
  onTestFinished(() => warehouse.close())
  await warehouse.prepare(TABLES, 'sandbox')
  const scratch = await Scratch.open()
  onTestFinished(() => scratch.close())
  const ga4 = createGa4({ propertyId: '1', endpoint: server.url, limit: createLimiter() })
  const deps = {
    warehouse,
    scratch,
    sources: {
      ga4: ga4.read,
      'search-console': unasked,
      'ees-site': createEesSite({ url: server.url }),
      'parquet-drops': createParquetDrops(temporaryFolder()),
    },
    key: { name: 'key', promises: [hitsByDay] },
    limits: { patienceMs: 86_400_000, maxEvents: 4000 },
    isRunning: () => Promise.resolve(false),
    graph: graphOf(TABLES),
    sourcesKind: 'sandbox' as const,
    now: () => new Date(`${TODAY}T12:00:00Z`),
  }
  const activities = createActivities(deps)
  const scopeOf = (run: string) => ({
    run,
    runDay: TODAY,
    signal: new AbortController().signal,
  })
  const progress = () => undefined
  const append = (window: Window, run = 'one') =>
    appendRaw(deps, { table: hits, window, progress }, scopeOf(run))
  return {
    warehouse,
    /** The windows that the source was asked for, in order. */
    asked: () =>
      server.asked.map(({ body }) => {
        const [{ startDate, endDate }] = (body as { dateRanges: readonly [Range] }).dateRanges
        return `${startDate} to ${endDate}`
      }),
    /** Lets the source answer otherwise from now on. */
    answers: (next: Answer) => (current = next),
    append,
    replace: (window: Window, run = 'one') =>
      replaceRaw(deps, { table: hits, window, progress }, scopeOf(run)),
    /** Does a step as a worker does, in a run of its own. */
    step: (input: Omit<StepInput, 'run' | 'asOf'>): Promise<StepResult> =>
      new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') }).run(
        activities[hits.name] as StepActivity,
        {
          run: 'step',
          asOf: TODAY,
          ...input,
        },
      ),
    plan: () => plan(deps, { run: 'one', workflowId: 'w', startedAt: `${TODAY}T06:00:00Z` }),
    planBackfill: (input: Partial<BackfillInput>) =>
      planBackfill(deps, {
        run: 'one',
        workflowId: 'w',
        startedAt: `${TODAY}T06:00:00Z`,
        from: '2026-01-01',
        to: '2026-01-31',
        mode: 'missing',
        ...input,
      }),
    /** Puts a row of each day into a table, whatever was there. */
    put: async (table: typeof hits | typeof searches, days: readonly Day[]) => {
      const file = await parquetOf(
        table.columns,
        days.map((day) => [day, '/a', 1]),
      )
      const window = { from: days[0] ?? '', to: days.at(-1) ?? '' }
      await warehouse.append({ table, file, window }, () => [], scopeOf('put'))
    },
    rows,
  }

  function rows(statement: string): Promise<readonly Row[]> {
    return warehouse.query(sql`${expression(statement)}`, { run: 'look', runDay: TODAY })
  }
}

interface Range {
  readonly startDate: Day
  readonly endDate: Day
}

const rowsOf = (day: Day, answer: Answer): ReportRow[] =>
  answer(day).map(([pagePath, views]) => ({
    date: day.replaceAll('-', ''),
    pagePath,
    screenPageViews: String(views),
  }))

/** Search Console is planned for here, and never read. */
const unasked: ReadWindow = () => {
  throw new Error('Search Console was asked.')
}
