export const [FIRST, SECOND, THIRD, FOURTH] = [
  '2026-01-01',
  '2026-01-02',
  '2026-01-03',
  '2026-01-04',
]
export const window = { from: '2026-01-01', to: '2026-01-03' }

/** What the table has. */
export const old = [
  [FIRST, '/a', 1],
  [FIRST, '/b', 2],
  [SECOND, '/a', 3],
  [SECOND, '/b', 4],
  [SECOND, '/c', null],
  [FOURTH, '/a', 6],
] as const
/** What the source answers for the window. */
export const next = [
  [FIRST, '/a', 1],
  [FIRST, '/b', 2],
  [SECOND, '/a', 30],
  [SECOND, '/c', null],
  [SECOND, '/d', 5],
  [SECOND, '/e', 6],
  [THIRD, '/a', 7],
] as const
/** What the table has then. */
export const replaced = [...next, ...old.slice(-1)]
/** What became of the days. */
export const days = [
  { day: SECOND, added: 2, changed: 1, gone: 1 },
  { day: THIRD, added: 1, changed: 0, gone: 0 },
]
