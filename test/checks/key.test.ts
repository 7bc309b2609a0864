import { expect, test } from 'vitest'

import { newestAgree } from '../../checks/key.ts'
import { kinds, views } from '../support/tables.ts'

import { judged } from '../support/judged.ts'

const until = (date: string) => [{ date, kind: 'a', topic: null, views: 1 }]

const check = (tables: Record<string, ReturnType<typeof until>>) =>
  judged([newestAgree('last_updated', [views, kinds])], { tables }, [views, kinds])

test('tables that end on the same day let the key move', async () => {
  expect(await check({ views: until('2026-01-05'), kinds: until('2026-01-05') })).toEqual([])
})

test('tables that do not, stop it and say which lags', async () => {
  expect(await check({ views: until('2026-01-05'), kinds: until('2026-01-04') })).toMatchObject([
    {
      severity: 'stop',
      check: 'newest-agree',
      table: 'last_updated',
      day: '2026-01-04',
      count: 2,
      examples: ['kinds: 2026-01-04', 'views: 2026-01-05'],
    },
  ])
})

test('a promised table without rows stops it', async () => {
  expect(await check({ views: until('2026-01-05') })).toMatchObject([
    { day: '2026-01-05', examples: ['kinds: no date', 'views: 2026-01-05'] },
  ])
  expect(await check({})).toMatchObject([{ day: null, count: 1 }])
})
