import { expect, test } from 'vitest'

import type { OpsRow } from '../../../activities/warehouse/ops-tables.ts'
import { expression, sql } from '../../../pipelines/define.ts'
import type { WarehouseHarness } from './harness.ts'
import { Scene, scope } from './scene.ts'
import { daily, paths, visits } from './tables.ts'

const run: OpsRow<'runs'> = {
  run_id: 'r1',
  workflow_id: 'daily-update',
  as_of: '2026-02-03',
  started_at: '2026-02-03T06:00:00.000Z',
  ended_at: null,
  state: 'running',
  latest_data: null,
  message: null,
}

const step: OpsRow<'steps'> = {
  run_id: 'r1',
  step: 'visits',
  window_from: '2026-02-01',
  window_to: '2026-02-01',
  attempt: 1,
  started_at: '2026-02-03T06:00:01.000Z',
  ended_at: '2026-02-03T06:00:02.500Z',
  state: 'failed',
  rows: 0,
  message: "The source's answer was cut.",
}

const finding: OpsRow<'findings'> = {
  run_id: 'r1',
  step: 'visits',
  window_from: '2026-02-01',
  attempt: 2,
  found_at: '2026-02-03T06:05:00.000Z',
  severity: 'warn',
  table_name: 'visits',
  check_name: 'usual-volume',
  day: '2026-02-01',
  count: 1,
  examples: JSON.stringify(["2026-02-01: 12 rows, it's usually 40 — “quoted”"]),
  message: 'Fewer rows than usual.',
}

export function recordContract(harness: WarehouseHarness): void {
  test('keeps rows as they are', async () => {
    const scene = await Scene.prepared(harness)
    await scene.warehouse.record('runs', [run])
    await scene.warehouse.record('steps', [step])
    await scene.warehouse.record('findings', [finding])
    await scene.warehouse.record('findings', [])
    expect(await scene.ops('runs')).toEqual([run])
    expect(await scene.ops('steps')).toEqual([step])
    expect(await scene.ops('findings')).toEqual([finding])
  })

  test('a row with the same key replaces the one before', async () => {
    const scene = await Scene.prepared(harness)
    await scene.warehouse.record('runs', [run, { ...run, run_id: 'r2' }])
    const ended = { ...run, ended_at: '2026-02-03T06:10:00.000Z', state: 'completed' }
    await scene.warehouse.record('runs', [ended])
    const rows = await scene.ops('runs')
    expect(rows).toHaveLength(2)
    expect(rows).toContainEqual(ended)
  })

  test('NULL is a value of a key like others', async () => {
    const scene = await Scene.prepared(harness)
    const list = { ...step, window_from: null, window_to: null }
    await scene.warehouse.record('steps', [step, list])
    await scene.warehouse.record('steps', [
      { ...list, state: 'replaced' },
      { ...list, attempt: 2 },
    ])
    const rows = await scene.ops('steps')
    expect(rows).toHaveLength(3)
    expect(rows).toContainEqual({ ...list, state: 'replaced' })
    expect(rows).toContainEqual(step)
  })

  test('rows recorded side by side all stay', async () => {
    const scene = await Scene.prepared(harness)
    const other = await scene.another()
    const steps = Array.from({ length: 10 }, (_, at) => ({ ...step, step: `table_${at}` }))
    await Promise.all(
      steps.map((one, at) => (at % 2 ? other : scene.warehouse).record('steps', [one])),
    )
    expect(await scene.ops('steps')).toHaveLength(10)
  })

  test('"what happened last Tuesday" is a query', async () => {
    const scene = await Scene.prepared(harness)
    const { warehouse } = scene
    await scene.append(visits, [['2026-02-01', '/a', 1]])
    await scene.release([daily, paths], { run: scope('r1') })
    const monday = {
      ...run,
      run_id: 'r0',
      started_at: '2026-02-02T06:00:00.000Z',
      state: 'completed',
    }
    await warehouse.record('runs', [
      monday,
      { ...run, state: 'completed', latest_data: '2026-02-01' },
    ])
    await warehouse.record('steps', [
      { ...step, run_id: 'r0' },
      step,
      { ...step, attempt: 2, state: 'appended', rows: 1, message: null },
      {
        ...step,
        step: 'daily',
        window_from: null,
        window_to: null,
        state: 'built',
        rows: 1,
        message: null,
      },
    ])
    await warehouse.record('findings', [finding])
    const ops = (table: string) => expression(`${scene.site.ops}.${table}`)
    const tuesday = sql`
      with last_attempts as (
        select run_id, step, window_from, max(attempt) as attempts, max_by(state, attempt) as state,
          max_by(rows, attempt) as rows, max(message) as went_wrong
        from ${ops('steps')}
        group by run_id, step, window_from
      ),
      warnings as (
        select run_id, step, window_from, count(*) as warnings
        from ${ops('findings')}
        group by run_id, step, window_from
      )
      select runs.state as run, runs.latest_data, last_attempts.step, last_attempts.state, last_attempts.attempts,
        last_attempts.rows, last_attempts.went_wrong, coalesce(warnings.warnings, 0) as warnings
      from ${ops('runs')} as runs
      join last_attempts on last_attempts.run_id = runs.run_id
      left join warnings on warnings.run_id = runs.run_id and warnings.step = last_attempts.step
        and warnings.window_from is not distinct from last_attempts.window_from
      where cast(runs.started_at as date) = DATE '2026-02-03'
      order by last_attempts.step`
    expect(await warehouse.query(tuesday, scope('reader'))).toEqual([
      {
        run: 'completed',
        latest_data: '2026-02-01',
        step: 'daily',
        state: 'built',
        attempts: 1,
        rows: 1,
        went_wrong: null,
        warnings: 0,
      },
      {
        run: 'completed',
        latest_data: '2026-02-01',
        step: 'visits',
        state: 'appended',
        attempts: 2,
        rows: 1,
        went_wrong: "The source's answer was cut.",
        warnings: 1,
      },
    ])
  })
}
