import { appTable, type AppTable, rawTable, runDay, sql } from '../../../pipelines/define.ts'
import type { CacheKey } from '../../../activities/warehouse/warehouse.ts'

/** Appended by the day. */
export const visits = rawTable('visits', {
  columns: { date: 'DATE', path: 'STRING', views: 'DOUBLE' },
  source: { kind: 'ga4', dimensions: { date: 'date', path: 'pagePath' }, metrics: { views: 'x' } },
})

/** A list that is replaced whole. */
export const topics = rawTable('topics', {
  columns: { slug: 'STRING', title: 'STRING' },
  source: { kind: 'ees-site', list: 'publications' },
  key: ['slug'],
})

/** A list whose rows nothing names but themselves. */
export const pairs = rawTable('pairs', {
  columns: { slug: 'STRING', title: 'STRING' },
  source: { kind: 'ees-site', list: 'publications' },
})

/** A column of each type. */
export const cells = rawTable('cells', {
  columns: {
    date: 'DATE',
    moment: 'TIMESTAMP',
    word: 'STRING',
    ratio: 'DOUBLE',
    small: 'INT',
    large: 'BIGINT',
  },
  source: { kind: 'frozen' },
})

/** Two tables that stand on the same raw one, and one that stands on the first of them. */
export const daily = appTable('daily', {
  columns: { date: 'DATE', views: 'DOUBLE' },
  key: ['date'],
  sql: sql`select date, sum(views) as views from ${visits} group by date`,
})

export const paths = appTable('paths', {
  columns: { date: 'DATE', path: 'STRING', views: 'DOUBLE' },
  key: ['date', 'path'],
  sql: sql`select date, path, sum(views) as views from ${visits} group by date, path`,
})

export const total = appTable('total', {
  columns: { days: 'BIGINT', views: 'DOUBLE' },
  key: ['days'],
  sql: sql`select count(*) as days, sum(views) as views from ${daily}`,
})

/** Means something else every day. */
export const recent = appTable('recent', {
  columns: { date: 'DATE', views: 'DOUBLE' },
  key: ['date'],
  sql: sql`select date, views from ${daily} where date < ${runDay} -- up to the day before`,
})

/** The same table by other SQL. */
export const dailyByHundreds: AppTable = appTable('daily', {
  columns: { date: 'DATE', views: 'DOUBLE' },
  key: ['date'],
  sql: sql`select date, sum(views) * 100 as views from ${visits} group by date`,
})

/** What the key looks like from outside; it is built of nothing. */
export const keyTable = appTable('last_updated', {
  columns: { last_updated: 'TIMESTAMP', latest_data: 'DATE' },
  sql: sql``,
})

export const KEY: CacheKey = { name: 'last_updated', promises: [daily, paths] }

export const RAW = [visits, topics, pairs, cells]
export const APP: readonly AppTable[] = [daily, paths, total, recent]
