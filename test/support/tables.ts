import { appTable, rawTable, sql } from '../../pipelines/define.ts'
import { FROM_FILE } from '../../pipelines/drops.ts'

/** A raw table whose source must have every day. */
export const visits = rawTable('visits', {
  columns: { date: 'DATE', path: 'STRING', views: 'DOUBLE' },
  source: { kind: 'ga4', dimensions: { date: 'date', path: 'pagePath' }, metrics: { views: 'x' } },
  coverage: { firstDay: '2025-06-01', coveredFrom: '2026-01-03', lagDays: 2, gaps: 'stop' },
})

/** The same with a source that can have days without rows. */
export const searches = rawTable('searches', {
  columns: { date: 'DATE', query: 'STRING', clicks: 'DOUBLE' },
  source: {
    kind: 'search-console',
    dimensions: { date: 'date', query: 'query' },
    metrics: { clicks: 'clicks' },
  },
  coverage: { firstDay: '2025-06-01', coveredFrom: '2026-01-03', lagDays: 3, gaps: 'warn' },
})

/** A list that is replaced whole. */
export const topics = rawTable('topics', {
  columns: { slug: 'STRING', title: 'STRING' },
  source: { kind: 'ees-site', list: 'publications' },
  key: ['slug'],
  bounds: { shrink: 0.05, grow: 0.1 },
})

/** A table that files fill. */
export const calls = rawTable('calls', {
  columns: { id: 'STRING', called: 'TIMESTAMP', times: 'INT', note: 'STRING', ...FROM_FILE },
  source: {
    kind: 'parquet-drops',
    folder: 'calls',
    pattern: 'calls',
    rootPattern: 'api-calls',
    uuids: ['id'],
    optional: ['note'],
  },
  nullable: ['id', 'called', 'times', 'note'],
})

/** An app table under every assertion. */
export const views = appTable('views', {
  columns: { date: 'DATE', kind: 'STRING', topic: 'STRING', views: 'DOUBLE' },
  key: ['date', 'kind', 'topic'],
  nullable: ['topic'],
  since: '2026-01-01',
  conserves: ['views'],
  classifies: ['kind'],
  watches: {
    'views below zero': {
      severity: 'warn',
      rows: (built) =>
        sql`select date as day, kind, count(*) as count from ${built} where views < 0 group by all`,
    },
  },
  sql: sql`select date, path, title, sum(views) from ${visits} left join ${topics} on slug = path group by all`,
})

/** An app table that conserves nothing. */
export const kinds = appTable('kinds', {
  columns: { date: 'DATE', kind: 'STRING' },
  sql: sql`select distinct date, path from ${visits}`,
})

/** An app table without days. */
export const totals = appTable('totals', {
  columns: { kind: 'STRING', views: 'DOUBLE' },
  key: ['kind'],
  conserves: ['views'],
  input: sql`select path, views from ${visits} where path <> ''`,
  sql: sql`select path, sum(views) from ${visits} where path <> '' group by all`,
})
