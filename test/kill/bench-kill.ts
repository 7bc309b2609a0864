import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { openBenchScene } from './bench-scene.ts'
import { killRun } from './kill-run.ts'
import { ordersOf } from './orders.ts'
import { isGood, type Judged, reportOf } from './report.ts'
import { removeRun, type Scene } from './scene.ts'

/**
 * Kills daily updates at step boundaries and at random moments, starts them again until they end, and holds their
 * tables against those of an undisturbed run: `npm run bench:kill -- [--kills 200] [--seed N] [--at-once 6]`.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    // A worker that was killed is noticed after fifteen seconds, in which nothing happens.
    'at-once': { type: 'string', default: String(3 * availableParallelism()) },
  },
})
const [kills, seed, atOnce] = [whole('kills'), whole('seed'), whole('at-once')]

/** About; some moments do not come, as a step may be done before it is met. */
const KILLS_A_RUN = 13

const folder = await mkdtemp(join(tmpdir(), 'ees-kill-'))
const began = performance.now()
try {
  say(`Seed ${seed}; --seed ${seed} kills at the same moments again.`)
  const runs = await killMany()
  const seconds = Math.round((performance.now() - began) / 1000)
  say(
    `\n${reportOf(runs)}\n\nSeed ${seed}, ${seconds} s, ${atOnce} runs at once, load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}.`,
  )
  process.exitCode = isGood(runs) ? 0 : 1
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function killMany(): Promise<readonly Judged[]> {
  const scene = await openBenchScene(folder)
  try {
    const runs: Judged[] = []
    const struck = new Set<string>()
    let begun = 0
    const goOn = async (): Promise<void> => {
      while (done(runs) + (begun - runs.length) * KILLS_A_RUN < kills) {
        begun += 1
        runs.push(await oneRun(scene, { number: begun, struck }))
      }
    }
    await Promise.all(Array.from({ length: atOnce }, goOn))
    return runs
  } finally {
    await scene.close()
  }
}

function done(runs: readonly Judged[]): number {
  return runs.reduce((sum, run) => sum + run.kills.length, 0)
}

async function oneRun(
  scene: Scene,
  { number, struck }: { readonly number: number; readonly struck: Set<string> },
): Promise<Judged> {
  const run = await killRun(scene, { orders: ordersOf(seed, number), struck })
  const judged = { ...run, verdict: await scene.judge(run.settings) }
  say(`Run ${number}: ${run.kills.length} kills, ${run.starts} starts.`)
  if (isGood([judged])) await removeRun(run.settings)
  return judged
}

function whole(name: 'kills' | 'seed' | 'at-once'): number {
  const number = Number(values[name])
  if (Number.isSafeInteger(number) && number >= 0) return number
  throw new Error(`--${name} is "${values[name]}", wanted is a whole number.`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
