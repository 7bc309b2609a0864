import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { appChecks } from '../../checks/app-table.ts'
import { render, type Sql } from '../../pipelines/define.ts'
import { readPipeline } from '../../workers/registry.ts'
import { ANYWHERE, faults, HASH, OUTSIDE_LITERALS, sourcesIn } from '../support/subset.ts'

const PIPELINES = sourcesIn('pipelines')

const { app } = await readPipeline(join(import.meta.dirname, '../../pipelines/ees'))

const text = (statement: Sql): string =>
  render(statement, {
    table: ({ name }) => name,
    published: ({ name }) => `published.${name}`,
    runDay: '2024-08-07',
  })

const checks = app.flatMap((table) =>
  appChecks(table).map(({ name, facts }) => ({ check: `${name} of ${table.name}`, facts })),
)

describe('what DuckDB and Databricks share', () => {
  test.each(app)('$name', ({ sql, input }) => {
    expect(faults(text(sql), undefined, PIPELINES)).toEqual([])
    expect(input ? faults(text(input), undefined, PIPELINES) : []).toEqual([])
  })

  test.each(checks)('$check', ({ facts }) => {
    expect(faults(text(facts), OUTSIDE_LITERALS)).toEqual([])
  })

  test.each([...ANYWHERE, ...OUTSIDE_LITERALS, HASH])(
    'has no place for $example',
    ({ example }) => {
      expect(faults(example)).not.toEqual([])
    },
  )

  test.each([
    `select 'a "b" // c' as text, a / nullif(b, 0) as share`,
    `select round(cast(a as decimal(28, 10)), 1) from t`,
  ])('has a place for %s', (example) => {
    expect(faults(example)).toEqual([])
  })
})
