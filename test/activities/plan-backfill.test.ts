import { describe, expect, test } from 'vitest'

import type { BackfillInput } from '../../activities/steps.ts'
import { eachDay } from '../../pipelines/days.ts'
import type { Day } from '../../pipelines/define.ts'
import { datedScene, hits, TODAY } from '../support/dated-scene.ts'
import { searches } from '../support/tables.ts'

const without = (from: Day, to: Day, ...absent: readonly Day[]) =>
  eachDay({ from, to }).filter((day) => !absent.includes(day))

/** The windows of a table in a plan. */
async function windowsOf(
  { planBackfill }: Awaited<ReturnType<typeof datedScene>>,
  input: Partial<BackfillInput>,
  table = 'hits',
) {
  const { raw } = await planBackfill({ tables: [table], ...input })
  expect(raw.map((step) => step.table)).toEqual([table])
  return raw[0]?.windows?.map(({ from, to }) => `${from} to ${to}`)
}

describe('missing days', () => {
  test('are asked for from the first to the last absent one, in windows of at most 31 days', async () => {
    const scene = await datedScene()
    await scene.put(
      hits,
      without('2025-12-01', '2026-03-01', '2026-01-05', '2026-01-20', '2026-02-10'),
    )
    const range = { from: '2025-12-01', to: '2026-03-01' }
    expect(await windowsOf(scene, range)).toEqual([
      '2026-01-05 to 2026-01-20',
      '2026-02-10 to 2026-02-10',
    ])
    expect(await windowsOf(scene, { from: '2026-01-06', to: '2026-01-31' })).toEqual([
      '2026-01-20 to 2026-01-20',
    ])
    expect(await windowsOf(scene, { from: '2026-01-06', to: '2026-01-19' })).toEqual([])
  })

  test('of an empty table are all that its source has and that are final', async () => {
    const scene = await datedScene()
    const range = { from: '2020-01-01', to: TODAY }
    const first = await scene.planBackfill({ tables: ['hits'], from: '2025-12-01', to: TODAY })
    expect(first.raw[0]?.windows).toEqual([
      { from: '2025-12-01', to: '2025-12-31' },
      { from: '2026-01-01', to: '2026-01-31' },
      { from: '2026-02-01', to: '2026-03-03' },
      { from: '2026-03-04', to: '2026-03-08' },
    ])
    expect(await scene.planBackfill({ from: '2025-06-01', to: TODAY })).toMatchObject({
      raw: [
        { table: 'hits', windows: first.raw[0]?.windows },
        { table: 'searches', windows: { length: 10 } },
      ],
    })
    await expect(scene.planBackfill({ ...range, tables: ['hits'] })).rejects.toThrow('2025-12-01')
  })

  test('that a source need not have are asked for until the table reaches back to where it must', async () => {
    const scene = await datedScene()
    await scene.put(hits, without('2026-01-10', '2026-03-08'))
    const range = { from: '2025-12-20', to: TODAY }
    expect(await windowsOf(scene, range)).toEqual(['2025-12-20 to 2026-01-09'])
    await scene.put(hits, without('2026-01-03', '2026-01-09', '2026-01-07'))
    expect(await windowsOf(scene, range)).toEqual(['2026-01-07 to 2026-01-07'])
  })

  test('that a source can be without are asked for each time', async () => {
    const scene = await datedScene()
    await scene.put(searches, without('2025-06-01', '2026-03-07', '2026-01-07'))
    expect(await windowsOf(scene, {}, 'searches')).toEqual(['2026-01-07 to 2026-01-07'])
  })
})

test('to replace, all days of the range are asked for that the source has', async () => {
  const scene = await datedScene()
  await scene.put(hits, without('2026-01-03', '2026-03-08'))
  const range = { mode: 'replace', from: '2026-01-15', to: TODAY } as const
  expect(await windowsOf(scene, range)).toEqual([
    '2026-01-15 to 2026-02-14',
    '2026-02-15 to 2026-03-08',
  ])
  expect(await windowsOf(scene, range, 'searches')).toEqual([
    '2026-01-15 to 2026-02-14',
    '2026-02-15 to 2026-03-07',
  ])
})

test('days that are not final yet make no window', async () => {
  const scene = await datedScene()
  const range = { from: '2026-03-09', to: TODAY }
  expect(await windowsOf(scene, range)).toEqual([])
  expect(await windowsOf(scene, { ...range, mode: 'replace' })).toEqual([])
})

test('the app tables that read a chosen one follow, in their order, and no other', async () => {
  const scene = await datedScene()
  const day = { from: '2026-01-05', to: '2026-01-05' }
  expect(await scene.planBackfill({ ...day, tables: ['hits'] })).toEqual({
    run: 'one',
    asOf: TODAY,
    raw: [{ table: 'hits', windows: [day], parents: [] }],
    app: [{ table: 'hits_by_day', parents: ['hits'] }],
  })
  expect(await scene.planBackfill({ ...day, tables: ['searches', 'searches'] })).toMatchObject({
    raw: [{ table: 'searches' }],
    app: [],
  })
})

describe('input that no run can follow is refused, with the field, its value and an example', () => {
  const other = (input: object) => input as Partial<BackfillInput>
  test.each([
    ['no day', { from: '2026-02-30' }, 'the field "from" is "2026-02-30", wanted is a day of the'],
    ['no text', other({ to: 20260131 }), 'the field "to" is 20260131, wanted is a day of the'],
    ['nothing', other({ to: undefined }), 'the field "to" is undefined, wanted is a day of the'],
    [
      'dates reversed',
      { from: '2026-01-31', to: '2026-01-01' },
      'the field "from" is "2026-01-31", wanted is a day up to that of "to", 2026-01-01',
    ],
    [
      'tomorrow',
      { to: '2026-03-11' },
      'the field "to" is "2026-03-11", wanted is a day up to today, 2026-03-10 in London',
    ],
    [
      'a day before the first of all tables',
      { from: '2025-05-31' },
      'the field "from" is "2025-05-31", wanted is a day from 2025-06-01 on',
    ],
    [
      'another mode',
      other({ mode: 'all' }),
      'the field "mode" is "all", wanted is "missing" or "replace"',
    ],
    ['no table', { tables: [] }, 'the field "tables" is [], wanted is names of tables'],
    [
      'an unknown table',
      { tables: ['hits', 'hit'] },
      'the field "tables" is ["hits","hit"], wanted is names of tables that are filled by the day: hits, searches. hit is no table.',
    ],
    ['a frozen table', { tables: ['history'], mode: 'replace' as const }, 'history is frozen'],
    ['a list', { tables: ['topics'] }, 'topics is a list'],
    ['a table of files', { tables: ['calls'] }, 'calls is filled from files'],
    [
      'an app table',
      { tables: ['hits_by_day'] },
      'hits_by_day is an app table: those are rebuilt after a backfill of the raw tables they read',
    ],
  ])('%s', async (_, input, message) => {
    const scene = await datedScene()
    await expect(scene.planBackfill(input)).rejects.toMatchObject({
      type: 'BadInput',
      nonRetryable: true,
      message: expect.stringContaining(message),
    })
    await expect(scene.planBackfill(input)).rejects.toThrow('For example: {"from":"2026-01-01"')
  })
})
