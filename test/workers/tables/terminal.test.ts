import { describe, expect, test } from 'vitest'

import type { Description } from '../../../workers/tables/description.ts'
import { listing, page } from '../../../workers/tables/terminal.ts'

const table: Description = {
  name: 'ees_short',
  layer: 'app',
  about: 'What is short, and told in a sentence of some length.',
  facts: [
    ['Reads', '`ees_one`, `ees_two`'],
    ['First day', '2020-04-03'],
  ],
  columns: [
    { name: 'date', type: 'DATE', unit: 'London day', means: 'The day.' },
    { name: 'pageviews', type: 'DOUBLE', means: 'Views.', origin: '`screenPageViews`' },
    { name: 'sessions', type: 'DOUBLE', means: 'Visits.', origin: '`sessions`' },
  ],
  holds: ['No two rows have the same date.'],
}

describe('page()', () => {
  test('aligns columns, and says what a column is asked for as where that is another name', () => {
    expect(page(table, 100)).toEqual([
      'ees_short',
      'What is short, and told in a sentence of some length.',
      '',
      '  Reads      ees_one, ees_two',
      '  First day  2020-04-03',
      '',
      'Columns',
      '  date       DATE    London day  The day.',
      '  pageviews  DOUBLE              Views. Asked for as `screenPageViews`.',
      '  sessions   DOUBLE              Visits.',
      '',
      'Checked before it is kept',
      '  No two rows have the same date.',
    ])
  })

  test('breaks what is too wide, below where it begins', () => {
    const lines = page(table, 58)
    expect(lines.slice(-7, -3)).toEqual([
      '  date       DATE    London day  The day.',
      '  pageviews  DOUBLE              Views. Asked for as',
      '                                 `screenPageViews`.',
      '  sessions   DOUBLE              Visits.',
    ])
    expect(lines[1]?.length).toBeLessThanOrEqual(58)
  })
})

describe('listing()', () => {
  test('has a line for each table, by layer', () => {
    const all = (['app', 'key', 'raw'] as const).map((layer) => ({
      ...table,
      layer,
      name: `${layer}_table`,
    }))
    expect(listing(all, 100)).toEqual([
      'App tables, in the order in which they are made',
      `  app_table  ${table.about}`,
      '',
      'The cache key',
      `  key_table  ${table.about}`,
      '',
      'Raw tables',
      `  raw_table  ${table.about}`,
    ])
  })
})
