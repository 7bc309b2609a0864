import { expect, it } from 'vitest'

import { Faults } from '../../sandbox/faults.ts'

it('meets as many requests as it was asked to, in the order asked', () => {
  const faults = new Faults()
  faults.add({ kind: 'internal', times: 2 })
  faults.add({ kind: 'hang' })
  const met = [1, 2, 3, 4].map(() => faults.take('ees_ga4_page')?.kind)
  expect(met).toEqual(['internal', 'internal', 'hang', undefined])
})

it('spares other tables', () => {
  const faults = new Faults()
  faults.add({ kind: 'quota', table: 'ees_ga4_page' })
  expect(faults.take('ees_ga4_events')).toBeUndefined()
  expect(faults.take('ees_ga4_page')?.kind).toBe('quota')
})

it('waits for a request that can show it', () => {
  const faults = new Faults()
  faults.add({ kind: 'unknown-category' })
  faults.add({ kind: 'row-count' })
  expect(faults.take('ees_search_console')).toBeUndefined()
  expect(faults.take('ees_ga4_page')?.kind).toBe('row-count')
  expect(faults.take('ees_ga4_events')?.kind).toBe('unknown-category')
})

it('tells what is still to come, and takes it back', () => {
  const faults = new Faults()
  faults.add({ kind: 'slow', times: 3 })
  faults.take('ees_ga4_page')
  expect(faults.coming).toEqual([{ kind: 'slow', times: 2 }])
  faults.clear()
  expect(faults.take('ees_ga4_page')).toBeUndefined()
})
