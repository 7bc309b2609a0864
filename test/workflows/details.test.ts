import { expect, test } from 'vitest'

import { detailsOf } from '../../workflows/details.ts'
import type { RunStatus, StepStatus } from '../../workflows/status.ts'

const step = (change: Partial<StepStatus>): StepStatus => ({
  step: 'ees_ga4_page',
  layer: 'raw',
  state: 'running',
  rows: 0,
  warnings: [],
  ...change,
})

function detailsWith(steps: readonly StepStatus[], change: Partial<RunStatus> = {}): string {
  const status: RunStatus = {
    title: 'Daily update as of 2026-01-31',
    state: 'Running',
    waits: false,
    asOf: '2026-01-31',
    since: '2026-01-31T06:00:00.000Z',
    deadline: '2026-02-01T02:00:12.345Z',
    steps,
    resolutions: [],
    published: null,
    ...change,
  }
  return detailsOf(status, new Date('2026-01-31T06:01:00.000Z')).replaceAll(/[\u2002\u00A0]/g, ' ')
}

test('a run under way shows its windows, rate and time left, and a line for each step', () => {
  const steps = [
    step({ windows: [2, 6], rows: 12_345, from: '2026-01-01', to: '2026-01-28' }),
    step({ step: 'ees_service_summary', layer: 'app', state: 'waiting' }),
  ]
  const details = detailsWith(steps)
  expect(details).toContain('**Daily update as of 2026-01-31**: Running')
  expect(details).toContain('2 of 6 windows, 12,345 rows, 206 rows/s, about 2 min left')
  expect(details).toContain('| ees_ga4_page  | running 2/6  | 12,345  | 2026-01-01 to 2026-01-28 |')
  expect(details).toContain('| ees_service_summary  | waiting  | 0  |  |')
  expect(details).not.toContain('resolveStep')
})

test('a parked step says why above the table, and what to send until when', () => {
  const message = 'Reading\n it: found | and <b>, `x`, *y*, $z$ and [w]; wanted is_not_that.'
  const details = detailsWith([step({ state: 'parked', message })], { state: 'NeedsAttention' })
  const [above = '', table = ''] = details.split('| step |')
  expect(above).toContain(
    '**ees_ga4_page** parked: Reading it: found / and \\<b\\>, \\`x\\`, \\*y\\*, \\$z\\$ and \\[w\\]; wanted is_not_that.',
  )
  expect(above).toContain('until 2026-02-01 02:00 UTC')
  expect(above).toContain('\n    {"step":"ees_ga4_page","action":"retry","reason":"..."}\n')
  expect(table).toContain('| ees_ga4_page  | parked  | 0  |  |')
})

test('days that were fetched again, and changes of a list, are told in their line', () => {
  const details = detailsWith([
    step({
      state: 'replaced',
      rows: 7,
      from: '2026-01-01',
      to: '2026-01-31',
      days: { days: 3, added: 4, changed: 2, gone: 1, examples: [] },
    }),
  ])
  expect(details).toContain(
    '| replaced  | 7  | 2026-01-01 to 2026-01-31; 3 days: 4 rows added, 2 changed, 1 gone |',
  )
})

test('however many steps have failed, the details stay below what Temporal takes', () => {
  const message = 'Wanted is less of it. '.repeat(200)
  const steps = Array.from({ length: 40 }, (_, at) =>
    step({ step: `step_${at}`, state: 'parked', message }),
  )
  const details = detailsWith(steps, { state: 'NeedsAttention' })
  expect(details).toContain('**step_4** parked: Wanted is less of it.')
  expect(details).not.toContain('**step_5**')
  expect(details).toMatch(/^Failed as well: step_5, .*, step_39\.$/m)
  expect(Buffer.byteLength(details)).toBeLessThan(20_000)
})
