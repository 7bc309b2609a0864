import { describe, expect, test } from 'vitest'

import { eachDay } from '../../pipelines/days.ts'
import { type Answer, datedScene, everyDay, hits, hitsByDay } from '../support/dated-scene.ts'

const count = `SELECT date, count(*) AS n FROM some_raw.hits GROUP BY date ORDER BY date`
const week = { from: '2026-01-05', to: '2026-01-11' }

/** What the source gives, but for these days. */
const but =
  (days: Readonly<Record<string, ReturnType<Answer>>>): Answer =>
  (day) =>
    days[day] ?? everyDay(day)

describe('a table with holes', () => {
  const holed = async () => {
    const scene = await datedScene()
    const absent = ['2026-01-08', '2026-01-20', '2026-01-21', '2026-02-25']
    const days = eachDay({ from: '2026-01-03', to: '2026-03-01' })
    await scene.put(
      hits,
      days.filter((day) => !absent.includes(day)),
    )
    return scene
  }

  test('stops a later append, which says what to type', async () => {
    const scene = await holed()
    await expect(scene.append({ from: '2026-03-02', to: '2026-03-08' })).rejects.toMatchObject({
      type: 'CheckFailed',
      message: expect.stringContaining(
        'Fill them first (npx ees backfill --from 2026-01-08 --to 2026-02-25 --tables hits)',
      ),
    })
  })

  test('is whole after a backfill of what is missing, and appended to as ever', async () => {
    const scene = await holed()
    const range = { from: '2026-01-08', to: '2026-02-25', tables: ['hits'] }
    const planned = await scene.planBackfill(range)
    for (const window of planned.raw[0]?.windows ?? []) await scene.append(window)
    expect(scene.asked()).toEqual([
      '2026-01-08 to 2026-01-08',
      '2026-01-20 to 2026-01-21',
      '2026-02-25 to 2026-02-25',
    ])
    expect(await scene.planBackfill(range)).toMatchObject({ raw: [{ windows: [] }] })

    const [daily] = (await scene.plan()).raw.filter(({ table }) => table === 'hits')
    expect(daily?.windows).toEqual([{ from: '2026-03-02', to: '2026-03-08' }])
    for (const window of daily?.windows ?? [])
      expect(await scene.append(window, 'daily')).toMatchObject({ rows: 21 })
    const rows = await scene.rows(count)
    expect(rows.map(({ date }) => date)).toEqual(eachDay({ from: '2026-01-03', to: '2026-03-08' }))
  })

  test('has holes before the range filled first', async () => {
    const scene = await holed()
    await expect(scene.append({ from: '2026-02-25', to: '2026-02-25' })).rejects.toThrow(
      'npx ees backfill --from 2026-01-08 --to 2026-01-21 --tables hits',
    )
  })
})

describe('days that are fetched again', () => {
  const filled = async () => {
    const scene = await datedScene()
    await scene.append({ from: '2026-01-03', to: '2026-01-15' }, 'first')
    return scene
  }

  test('are swapped where they differ, and each is told', async () => {
    const scene = await filled()
    const [before] = await scene.rows(`SELECT sum(views) AS views FROM some_raw.hits`)
    scene.answers(
      but({
        '2026-01-06': [
          ['/a', 1],
          ['/b', 20],
          ['/d', 4],
          ['/e', 5],
        ],
      }),
    )
    const outcome = await scene.replace(week)
    const days = [{ day: '2026-01-06', added: 2, changed: 1, gone: 1 }]
    expect(outcome).toEqual({ state: 'replaced', rows: 3, days, findings: [] })
    expect(scene.asked().slice(1)).toEqual(['2026-01-05 to 2026-01-11'])
    const [after] = await scene.rows(`SELECT sum(views) AS views FROM some_raw.hits`)
    expect(Number(after?.['views']) - Number(before?.['views'])).toBe(18 - 3 + 9)
    expect(
      await scene.rows(`SELECT run_id, path FROM some_ops.archive_hits ORDER BY path`),
    ).toEqual(['/a', '/b', '/c'].map((path) => ({ run_id: 'one', path })))
    expect(await scene.replace(week)).toEqual(outcome)
    expect(await scene.replace(week, 'two')).toEqual({
      state: 'current',
      rows: 0,
      days: [],
      findings: [],
    })
  })

  test('let the tables that read them be built anew', async () => {
    const scene = await filled()
    const run = { run: 'one', runDay: '2026-03-10' }
    const key = { name: 'key', promises: [hitsByDay] }
    await scene.warehouse.build(hitsByDay, run)
    await scene.warehouse.publish([hitsByDay], key, run)
    expect(await scene.warehouse.isCurrent(hitsByDay, run)).toBe(true)
    await scene.replace(week)
    expect(await scene.warehouse.isCurrent(hitsByDay, run)).toBe(true)
    scene.answers(
      but({
        '2026-01-06': [
          ['/a', 1],
          ['/b', 2],
          ['/c', 30],
        ],
      }),
    )
    await scene.replace(week, 'two')
    expect(await scene.warehouse.isCurrent(hitsByDay, run)).toBe(false)
  })

  test('fill holes as well', async () => {
    const scene = await datedScene()
    await scene.put(hits, ['2026-01-05', '2026-01-07'])
    const { days } = await scene.replace({ from: '2026-01-05', to: '2026-01-07' })
    expect(days).toEqual([
      { day: '2026-01-05', added: 2, changed: 0, gone: 0 },
      { day: '2026-01-06', added: 3, changed: 0, gone: 0 },
      { day: '2026-01-07', added: 2, changed: 0, gone: 0 },
    ])
  })

  test('stay as they are where the source has no rows for one any more', async () => {
    const scene = await filled()
    const before = await scene.rows(count)
    scene.answers(but({ '2026-01-06': [['/a', 10]], '2026-01-08': [] }))
    await expect(scene.replace(week)).rejects.toMatchObject({
      type: 'CheckFailed',
      nonRetryable: true,
      message: expect.stringContaining('[no-missing-day]'),
    })
    expect(await scene.rows(count)).toEqual(before)
  })

  test('stay as they are where one would lose most of its rows', async () => {
    const many = Array.from({ length: 30 }, (_, at) => [`/${at}`, 1] as const)
    const scene = await datedScene(() => many)
    await scene.append(week, 'first')
    const before = await scene.rows(count)
    scene.answers((day) => many.slice(0, day === '2026-01-06' ? 14 : 29))
    await expect(scene.replace(week)).rejects.toMatchObject({
      type: 'CheckFailed',
      nonRetryable: true,
      message: expect.stringMatching(/\[rows-kept\] .* 2026-01-06: 30 rows, now 14\./),
    })
    expect(await scene.rows(count)).toEqual(before)
    scene.answers(() => many.slice(0, 29))
    const { findings, days } = await scene.replace(week)
    expect(findings).toMatchObject([{ severity: 'warn', check: 'rows-kept', count: 7 }])
    expect(days).toHaveLength(7)
  })

  test.each([
    [{ from: '2025-11-30', to: '2025-12-02' }, 'the source begins on 2025-12-01'],
    [{ from: '2026-03-08', to: '2026-03-09' }, 'days are final up to 2026-03-08'],
    [{ from: '2026-01-07', to: '2026-01-06' }, 'it ends before it begins'],
  ])('are within what the source has: %j', async (window, message) => {
    const scene = await filled()
    await expect(scene.replace(window)).rejects.toThrow(message)
    expect(scene.asked()).toHaveLength(1)
  })
})

describe('the step of a table, as a worker does it', () => {
  const filled = async () => {
    const scene = await datedScene()
    await scene.append({ from: '2026-01-03', to: '2026-01-15' }, 'first')
    return scene
  }

  test('fetches days again only where it is told to', async () => {
    const scene = await filled()
    scene.answers(
      but({
        '2026-01-06': [
          ['/a', 10],
          ['/b', 2],
        ],
      }),
    )
    expect(await scene.step({ window: week })).toEqual({ state: 'current', rows: 0, warnings: [] })
    const replaced = await scene.step({ window: week, mode: 'replace' })
    expect(replaced).toMatchObject({
      state: 'replaced',
      rows: 1,
      days: [{ day: '2026-01-06', added: 0, changed: 1, gone: 1 }],
      warnings: [{ check: 'rows-kept', count: 1 }],
    })
    // As after a kill between the commit and the end of the step: it is told as it was.
    expect(await scene.step({ window: week, mode: 'replace' })).toEqual(replaced)
    expect(await scene.rows(`SELECT state, rows FROM some_ops.steps`)).toEqual([
      { state: 'replaced', rows: 1 },
    ])
  })

  test('keeps the findings that stopped it', async () => {
    const scene = await filled()
    scene.answers(() => [])
    await expect(scene.step({ window: week, mode: 'replace' })).rejects.toMatchObject({
      type: 'CheckFailed',
    })
    const kept = `SELECT check_name, severity, day FROM some_ops.findings`
    expect(await scene.rows(kept)).toEqual([
      { check_name: 'newest-is-last', severity: 'stop', day: '2026-01-05' },
    ])
  })
})

test('a daily append and a replacement of the same days side by side leave what one after the other does', async () => {
  const more = but({
    '2026-01-06': [
      ['/a', 100],
      ['/b', 2],
      ['/c', 3],
    ],
  })
  const scene = await datedScene()
  await scene.append({ from: '2026-01-03', to: '2026-01-08' }, 'first')
  scene.answers(more)
  const settled = await Promise.allSettled([
    scene.replace(week, 'backfill'),
    scene.append({ from: '2026-01-09', to: '2026-01-15' }, 'daily'),
  ])
  for (const outcome of settled)
    if (outcome.status === 'rejected')
      expect(outcome.reason).toMatchObject({ type: 'Warehouse', nonRetryable: false })
  await scene.append({ from: '2026-01-09', to: '2026-01-15' }, 'daily')

  const calm = await datedScene(more)
  await calm.append({ from: '2026-01-03', to: '2026-01-15' })
  const all = `SELECT * FROM some_raw.hits ORDER BY ALL`
  expect(await scene.rows(all)).toEqual(await calm.rows(all))
})
