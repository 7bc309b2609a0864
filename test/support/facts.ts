import type {
  AppendFacts,
  BatchFacts,
  DayCounts,
  FileAppendFacts,
  FileFacts,
  ReplaceDaysFacts,
  ReplaceFacts,
} from '../../checks/facts.ts'
import { eachDay } from '../../pipelines/days.ts'
import type { Window } from '../../pipelines/define.ts'

type Counts = Readonly<Record<string, number>>

const daysOf = (counts: Counts): DayCounts => new Map(Object.entries(counts))

export const none = { count: 0, examples: [] } as const

/** A batch without a fault of its rows. */
export const batchFacts = (window: Window, days: Counts): BatchFacts => ({
  window,
  days: daysOf(days),
  nulls: new Map(),
  duplicates: none,
})

/** An append that adds up, unless `after` says what became of it. */
export const appendFacts = (before: Counts, staged: Counts, after?: Counts): AppendFacts => {
  const days = Object.keys(staged).sort()
  return {
    window: { from: days[0] ?? '2026-01-05', to: days.at(-1) ?? '2026-01-05' },
    staged: daysOf(staged),
    before: daysOf(before),
    after: daysOf(after ?? { ...before, ...staged }),
  }
}

/** A replacement of the days that `staged` has otherwise, unless `after` says what became of it. */
export const replaceDaysFacts = (
  before: Counts,
  staged: Counts,
  { window, after }: { window?: Window; after?: Counts } = {},
): ReplaceDaysFacts => {
  const days = Object.keys(staged).sort()
  const inside = window ?? { from: days[0] ?? '2026-01-05', to: days.at(-1) ?? '2026-01-05' }
  const outside = Object.entries(before).filter(([day]) => day < inside.from || day > inside.to)
  return {
    window: inside,
    staged: daysOf(staged),
    before: daysOf(before),
    after: daysOf(after ?? { ...Object.fromEntries(outside), ...staged }),
    days: eachDay(inside).flatMap((day) => {
      const more = (staged[day] ?? 0) - (before[day] ?? 0)
      return more === 0
        ? []
        : [{ day, added: Math.max(0, more), changed: 0, gone: Math.max(0, -more) }]
    }),
  }
}

/** The same rows on every day of a window. */
export const steady = (from: string, to: string, rows: number): Counts =>
  Object.fromEntries(eachDay({ from, to }).map((day) => [day, rows]))

/** A list that has only grown. */
export const replaceFacts = (before: number, after: number): ReplaceFacts => ({
  before,
  after,
  added: { count: Math.max(0, after - before), examples: [] },
  removed: none,
  changed: none,
  nulls: new Map(),
  duplicates: none,
})

/** A file that is as it should be, but for what is said. */
export const fileFacts = (facts: Partial<FileFacts> = {}): FileFacts => ({
  name: '20260105-170202_calls.parquet',
  rows: 3,
  faults: [],
  ...facts,
})

/** An append of a file of three rows that adds up, but for what is said. */
export const fileAppendFacts = (facts: Partial<FileAppendFacts> = {}): FileAppendFacts => ({
  files: new Map([[fileFacts().name, 3]]),
  there: new Map(),
  before: 10,
  after: 13,
  days: daysOf({ '2026-01-05': 3 }),
  nulls: new Map(),
  ...facts,
})
