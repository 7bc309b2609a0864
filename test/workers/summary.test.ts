import { describe, expect, it } from 'vitest'

import { summaryOf } from '../../workers/summary.ts'
import type { RunStatus, StepStatus } from '../../workflows/status.ts'

const step = (status: Partial<StepStatus>): StepStatus => ({
  step: 'ees_pub_scrape',
  layer: 'raw',
  state: 'current',
  rows: 0,
  warnings: [],
  ...status,
})

const published = { tables: ['a'], latestData: '2026-01-30', keyMoved: true, problem: null }

const lines = (...steps: readonly StepStatus[]) => {
  const status: RunStatus = {
    title: 'Daily update as of 2026-02-01',
    state: 'Completed',
    waits: false,
    asOf: '2026-02-01',
    since: '2026-02-01T06:00:00.000Z',
    deadline: '2026-02-02T02:00:00.000Z',
    steps,
    resolutions: [],
    published,
  }
  return summaryOf(status, 4.2)
}

describe('the summary of a run', () => {
  it('says that nothing changed', () => {
    expect(lines(step({}))).toEqual([
      'Daily update as of 2026-02-01',
      '',
      'Nothing to append.',
      'No findings.',
      '1 tables published; latest_data 2026-01-30, the cache key has moved.',
      'Time 4.2 s.',
    ])
  })

  it('counts rows by table and days, and lists apart from them', () => {
    const dated = {
      step: 'ees_ga4_page',
      state: 'appended',
      from: '2026-01-29',
      to: '2026-01-30',
    } as const
    const found = lines(step({ ...dated, rows: 1234 }), step({ state: 'replaced', rows: 127 }))
    expect(found).toContain(
      '  ees_ga4_page                            1,234 rows  2026-01-29 to 2026-01-30',
    )
    expect(found).toContain('  ees_pub_scrape                            127 rows  whole list')
    expect(found).toContain('1,234 rows appended to 1 tables. 1 list changed.')
  })

  it('tells what became of days that were fetched again, by day', () => {
    const examples = [{ day: '2026-01-05', added: 0, changed: 2, gone: 1 }]
    const days = { days: 30, added: 0, changed: 60, gone: 30, examples }
    const found = lines(step({ step: 'ees_ga4_page', state: 'replaced', rows: 60, days }))
    const at = found.findIndex((line) => line.startsWith('  ees_ga4_page'))
    expect(found.slice(at, at + 3)).toEqual([
      '  ees_ga4_page                      30 days differed: 0 rows added, 60 changed, 30 gone',
      '    2026-01-05: 0 rows added, 2 changed, 1 gone',
      '    and 29 more, in analytics_ops.day_changes',
    ])
    expect(found).toContain(
      'Nothing to append. 30 days replaced; their former rows are in the archive.',
    )
  })

  it('tells what became of the rows of a list, and of how many more', () => {
    const examples = ['removed a: title "A"', 'changed b: title "B" -> "C"']
    const changes = { added: 0, removed: 1, changed: 3, examples }
    const found = lines(step({ state: 'replaced', rows: 3, changes }))
    const at = found.findIndex((line) => line.startsWith('  ees_pub_scrape'))
    expect(found.slice(at, at + 4)).toEqual([
      '  ees_pub_scrape                    0 added, 1 removed, 3 changed',
      '    removed a: title "A"',
      '    changed b: title "B" -> "C"',
      '    and 2 more',
    ])
  })

  it('tells of rows that are only gone, and of what an attempt before changed', () => {
    const changes = { added: 0, removed: 1, changed: 0, examples: ['removed a: title "A"'] }
    for (const state of ['replaced', 'current'] as const)
      expect(lines(step({ state, changes }))).toContain('    removed a: title "A"')
  })

  it('has the findings that stop nothing, the last of each kind', () => {
    const warnings = [
      { check: 'no-row-gone', count: 1, message: 'One is gone.' },
      { check: 'usual-volume', count: 3, message: 'Another is many.' },
    ]
    expect(lines(step({ warnings }))).toEqual(
      expect.arrayContaining([
        '4 findings that stop nothing; the last of each kind:',
        '  ees_pub_scrape, no-row-gone: One is gone.',
        '  ees_pub_scrape, usual-volume (3 times): Another is many.',
      ]),
    )
  })
})
