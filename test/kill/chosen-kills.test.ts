import { afterAll, beforeAll, expect, test } from 'vitest'

import type { OpenedScene } from './bench-scene.ts'
import { killRun } from './kill-run.ts'
import type { Order } from './order.ts'
import { openTestScene } from './test-scene.ts'

/** A worker that was killed is noticed after a while, and each run is killed several times. */
const PATIENCE_MS = 900_000

let scene: OpenedScene
beforeAll(async () => {
  scene = await openTestScene()
}, PATIENCE_MS)
afterAll(() => scene.close())

const RUNS: readonly (readonly [string, readonly Order[]])[] = [
  [
    'while it starts, plans and fetches, and when it has finished',
    [
      { phase: 'starting', at: 'begin', killed: 'worker', delayMs: 700 },
      { phase: 'planning', at: 'begin', killed: 'both' },
      { phase: 'fetching', at: 'begin', killed: 'server', skip: 2 },
      { phase: 'finishing', at: 'end', killed: 'both' },
    ],
  ],
  [
    'with a plan that nobody was told of, a page staged, a table half built, and before the swap',
    [
      { phase: 'planning', at: 'end', killed: 'worker' },
      { phase: 'staging', at: 'begin', killed: 'both', skip: 4 },
      { phase: 'building', at: 'begin', killed: 'server' },
      { phase: 'publishing', at: 'begin', killed: 'server' },
    ],
  ],
  [
    'with an append committed that nobody was told of, a table built, and the swap committed',
    [
      { phase: 'appending', at: 'end', killed: 'worker', skip: 2 },
      { phase: 'settling', at: 'end', killed: 'server', skip: 3 },
      { phase: 'building', at: 'end', killed: 'both' },
      { phase: 'publishing', at: 'end', killed: 'worker' },
    ],
  ],
  [
    'within an append, between two steps, and within the swap',
    [
      { phase: 'appending', at: 'begin', killed: 'worker', skip: 1 },
      { phase: 'settling', at: 'end', killed: 'both', skip: 4 },
      { phase: 'building', at: 'end', killed: 'server' },
      { phase: 'publishing', at: 'begin', killed: 'both' },
    ],
  ],
  [
    'while a window is fetched, a list is replaced, a table is built and the end is kept',
    [
      { phase: 'fetching', at: 'begin', killed: 'worker', skip: 6 },
      { phase: 'appending', at: 'begin', killed: 'server', skip: 5 },
      { phase: 'building', at: 'begin', killed: 'worker', skip: 3 },
      { phase: 'finishing', at: 'begin', killed: 'server' },
    ],
  ],
]

test.concurrent.each(RUNS)(
  'killed %s, a run ends with the tables of one that was not',
  async (_, orders) => {
    const run = await killRun(scene, { orders, struck: new Set() })
    expect(run.faults).toEqual([])
    expect(run.kills.map(({ order }) => order)).toEqual(expect.arrayContaining([...orders]))
    expect(await scene.judge(run.settings)).toEqual({
      lost: 0,
      doubled: 0,
      differing: 0,
      examples: [],
    })
  },
  PATIENCE_MS,
)
