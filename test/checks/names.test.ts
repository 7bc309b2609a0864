import { expect, test } from 'vitest'

import { checkAppend } from '../../checks/append.ts'
import { appChecks } from '../../checks/app-table.ts'
import { checkBatch } from '../../checks/batch.ts'
import type { Row } from '../../checks/facts.ts'
import { EXAMPLES, type Finding } from '../../checks/finding.ts'
import { newestAgree } from '../../checks/key.ts'
import { type CheckName, CHECKS } from '../../checks/names.ts'
import { checkReleasePages } from '../../checks/release-pages.ts'
import { checkFileAppend } from '../../checks/file-append.ts'
import { checkListing } from '../../checks/file-listing.ts'
import { checkFiles } from '../../checks/files.ts'
import { checkFilesAfter } from '../../checks/files-after.ts'
import { filesChanged } from '../../checks/files-changed.ts'
import { filesLeft } from '../../checks/files-left.ts'
import { checkReplaceDays } from '../../checks/replace-days.ts'
import { checkReplace } from '../../checks/replace.ts'
import { checkWindow } from '../../checks/window.ts'
import { checkWithheld } from '../../checks/withheld.ts'
import type { AppTable } from '../../pipelines/define.ts'
import {
  appendFacts,
  batchFacts,
  fileAppendFacts,
  fileFacts,
  none,
  replaceDaysFacts,
  replaceFacts,
  steady,
} from '../support/facts.ts'
import { judged } from '../support/judged.ts'
import { calls, kinds, topics, views, visits } from '../support/tables.ts'

type Found = Finding[] | Promise<Finding[]>
type Pair = readonly [passing: () => Found, failing: () => Found]

const window = { from: '2026-01-05', to: '2026-01-07' }
const days = steady(window.from, window.to, 20)
const past = steady('2025-11-01', '2026-01-04', 20)
const some = { count: 7, examples: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }

const batch =
  (counts: Record<string, number>, faults = {}) =>
  () =>
    checkBatch(visits, { ...batchFacts(window, counts), ...faults })
const append =
  (...given: Parameters<typeof appendFacts>) =>
  () =>
    checkAppend(visits, appendFacts(...given))
const replaceDays =
  (...given: Parameters<typeof replaceDaysFacts>) =>
  () =>
    checkReplaceDays(visits, replaceDaysFacts(...given))
const replace =
  (before: number, after: number, faults = {}) =>
  () =>
    checkReplace(topics, { ...replaceFacts(before, after), ...faults })
const withheld =
  (said = {}) =>
  () =>
    checkWithheld(visits, window, { otherRow: false, thresholded: false, truncated: [], ...said })

const NAME = fileFacts().name
const TODAY = '2026-01-06'

const listing = (fresh: readonly string[]) => () =>
  checkListing(calls, { listed: fresh.length, fresh }, TODAY)
const files =
  (facts: Parameters<typeof fileFacts>[0] = {}) =>
  () =>
    checkFiles(calls, [fileFacts(facts)])
const fileAppend =
  (facts: Parameters<typeof fileAppendFacts>[0] = {}) =>
  () =>
    checkFileAppend(calls, fileAppendFacts(facts), TODAY)
const after =
  (dates: readonly string[], { gone = '', runDay = TODAY } = {}) =>
  () => {
    const names = dates.map((date) => `${date}-170202_calls.parquet`)
    const listed = new Set(names.filter((name) => gone === '' || !name.startsWith(gone)))
    return checkFilesAfter(calls, { listed, before: new Set(), after: new Set(names) }, runDay)
  }

const row = { date: '2026-01-01', kind: 'Page', topic: 'A', views: 1 }
const app =
  (table: AppTable, rows: readonly Row[], published: readonly Row[] = []) =>
  () =>
    judged(
      appChecks(table),
      {
        tables: {
          visits: rows.map(({ date, views: count }) => ({
            date: date ?? null,
            path: 'a',
            views: count ?? 1,
          })),
          [table.name]: rows,
        },
        published: { [table.name]: published },
      },
      [table, visits, topics],
    )
const lost = (table: AppTable) => () =>
  judged(
    appChecks(table),
    { tables: { visits: [{ date: '2026-01-02', path: 'a', views: 2 }], [table.name]: [row] } },
    [table, visits, topics],
  )
/** Pages asked for, of which these answered; the others were not found, or could not be read. */
const pages =
  (asked: readonly string[], answered: readonly string[], unread = new Map<string, string>()) =>
  () =>
    checkReleasePages(visits, {
      asked,
      known: new Set(),
      notFound: asked.filter((slug) => !answered.includes(slug)),
      unread,
    })
const key = (last: string) => () =>
  judged(
    [newestAgree('key', [views, kinds])],
    { tables: { views: [row], kinds: [{ date: last, kind: 'a' }] } },
    [views, kinds],
  )

/** Of each check a case that passes and one that fails: the compiler holds that none is left out. */
const CASES: Record<CheckName, Pair> = {
  'window-is-real': [
    () => checkWindow(visits, window, '2026-01-31'),
    () => checkWindow(visits, { from: '2026-01-32', to: '2026-01-07' }, '2026-01-31'),
  ],
  'no-nulls': [batch(days), batch(days, { nulls: new Map([['path', some]]) })],
  'no-duplicates': [batch(days), batch(days, { duplicates: some })],
  'dates-in-window': [batch(days), batch({ ...days, '2026-01-08': 1 })],
  'newest-is-last': [batch(days), batch(steady('2026-01-05', '2026-01-06', 1))],
  'no-missing-day': [batch(days), batch({ '2026-01-05': 1, '2026-01-07': 1 })],
  'no-day-twice': [append(past, days), append({ ...past, '2026-01-05': 1 }, days)],
  'rows-add-up': [append(past, days), append(past, days, { ...past, ...days, '2026-01-05': 40 })],
  'history-unchanged': [
    append(past, days),
    append(past, days, { ...past, ...days, '2026-01-01': 1 }),
  ],
  'usual-volume': [append(past, days), append(past, { ...days, '2026-01-06': 200 })],
  'rows-kept': [
    replaceDays({ ...past, ...days }, { ...days, '2026-01-06': 21 }),
    replaceDays({ ...past, ...days }, { ...days, '2026-01-06': 9 }),
  ],
  'files-there': [listing([NAME]), () => checkListing(calls, { listed: 0, fresh: [] }, TODAY)],
  'files-named': [listing([NAME]), listing(['20260230-170202_calls.parquet', 'calls.parquet'])],
  'files-dated': [listing([NAME]), listing(['20260108-170202_calls.parquet'])],
  'files-whole': [files(), files({ rows: null, faults: ['it has no end'] })],
  'files-not-empty': [files(), files({ rows: 0 })],
  'columns-as-declared': [files(), files({ faults: ['the column x is unknown'] })],
  'no-file-twice': [fileAppend(), fileAppend({ there: new Map([[NAME, 3]]) })],
  'files-unchanged': [() => filesChanged(calls, []), () => filesChanged(calls, [NAME])],
  'files-settled': [() => filesLeft(calls, []), () => filesLeft(calls, [NAME])],
  'files-fresh': [after(['20260105']), after(['20260105'], { runDay: '2026-01-11' })],
  'files-kept': [after(['20260105']), after(['20260105', '20260104'], { gone: '20260104' })],
  'weekdays-have-files': [after(['20260105', '20260106']), after(['20260105', '20260107'])],
  'weekends-have-files': [after(['20260109', '20260110']), after(['20260109', '20260111'])],
  'list-within-bounds': [replace(100, 105), replace(100, 150)],
  'no-row-gone': [replace(100, 105), replace(100, 105, { removed: some })],
  'most-pages-answer': [pages([], []), pages(['a'], [])],
  'pages-found': [pages(['a'], ['a']), pages(['a', 'b'], ['a'])],
  'pages-read': [pages(['a'], ['a']), pages(['a'], ['a'], new Map([['a', 'It was cut off']]))],
  'no-other-row': [withheld(), withheld({ otherRow: true })],
  'not-thresholded': [withheld(), withheld({ thresholded: true })],
  'not-sampled': [withheld(), withheld({ sampledShare: 0.5 })],
  'not-truncated': [withheld(), withheld({ truncated: ['A', 'B', 'C', 'D', 'E', 'F'] })],
  'all-classified': [app(views, [row]), app(views, [{ ...row, kind: 'unclassified: x' }])],
  conserved: [app(views, [row]), lost(views)],
  'newest-as-expected': [app(kinds, [row]), lost(kinds)],
  'rows-within-bounds': [
    app(kinds, [row], [row]),
    app(
      kinds,
      [row],
      Array.from({ length: 10 }, (_, at) => ({ ...row, kind: `k${at}` })),
    ),
  ],
  'newest-agree': [key('2026-01-01'), key('2026-01-02')],
}

/** Checks of a built table that share their name with one of a batch. */
const ALSO: readonly (readonly [CheckName, Pair])[] = [
  ['no-nulls', [app(views, [row]), app(views, [{ ...row, kind: null }])]],
  ['no-nulls', [replace(1, 1), replace(1, 1, { nulls: new Map([['title', some]]) })]],
  ['no-nulls', [fileAppend(), fileAppend({ nulls: new Map([['_file_date', some]]) })]],
  ['rows-add-up', [fileAppend(), fileAppend({ after: 16 })]],
  [
    'rows-add-up',
    [
      replaceDays(past, days),
      replaceDays(past, days, { after: { ...past, ...days, '2026-01-06': 1 } }),
    ],
  ],
  [
    'history-unchanged',
    [
      replaceDays(past, days),
      replaceDays(past, days, { after: { ...past, ...days, '2026-01-04': 1 } }),
    ],
  ],
  ['files-dated', [fileAppend(), fileAppend({ days: new Map([['2019-12-31', 3]]) })]],
  [
    'files-not-empty',
    [
      fileAppend(),
      fileAppend({
        files: new Map([
          [NAME, 3],
          ['b', 0],
        ]),
      }),
    ],
  ],
  ['no-duplicates', [app(views, [row]), app(views, [row, row])]],
  ['no-duplicates', [replace(1, 1), replace(1, 1, { duplicates: some })]],
  ['no-missing-day', [app(views, [row]), app(views, [row, { ...row, date: '2026-01-03' }])]],
  ['no-missing-day', [append(past, days), append(past, { '2026-01-07': 20 })]],
]

const isName = (name: string): name is CheckName => name in CHECKS
const named = Object.keys(CHECKS)
  .filter(isName)
  .map((name) => [name, CASES[name]] as const)

test.each([...named, ...ALSO])('%s passes', async (_name, [passing]) => {
  expect(await passing()).toEqual([])
})

test.each([...named, ...ALSO])('%s fails, once, and says it well', async (name, [, failing]) => {
  const found = (await failing()).filter(({ check }) => check === name)
  expect(found).toHaveLength(1)
  for (const { table, count, examples, message } of found) {
    expect(message).toContain(table)
    expect(message).toMatch(/wanted is|wanted are|may stand once|may be NULL/)
    expect(message).toMatch(/\.$/)
    expect(count).toBeGreaterThan(0)
    expect(examples.length).toBeLessThanOrEqual(EXAMPLES)
  }
})

test('an offence of none is no finding', () => {
  expect(batch(days, { duplicates: none, nulls: new Map([['path', none]]) })()).toEqual([])
})
