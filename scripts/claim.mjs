import { randomUUID } from 'node:crypto'
import {
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/**
 * @typedef {object} Held the claim is this process's
 * @property {true} held
 * @property {(note: string) => void} write leaves a note for those who find the place taken
 * @property {() => void} release
 *
 * @typedef {object} Taken another process has it
 * @property {false} held
 * @property {number} pid
 * @property {string} note what that process left
 */

/**
 * Claims a place for this process, across processes. A claim is a folder that holds one file, named after its owner:
 * a folder can be renamed onto an empty one only, so one claim wins; and the file of an owner that is no more can be
 * removed by its name, so nobody removes another's claim by mistake.
 * @param {string} place a path of its own
 * @returns {Held | Taken}
 */
export function tryClaim(place) {
  const owner = `${process.pid}@${hostname()}~${randomUUID()}`
  const staged = `${place}.${owner}`
  mkdirSync(staged, { recursive: true })
  writeFileSync(join(staged, owner), '')
  try {
    for (;;) {
      if (renamed(staged, place)) return held(place, owner)
      const taken = livingOwner(place)
      if (taken) return taken
    }
  } finally {
    rmSync(staged, { recursive: true, force: true })
  }
}

/**
 * Does work that only one process may do at a time, after those that came before.
 * @template T
 * @param {string} place
 * @param {() => Promise<T>} work
 */
export async function withClaim(place, work) {
  mkdirSync(dirname(place), { recursive: true })
  let claim = tryClaim(place)
  if (!claim.held)
    console.error(
      `Waiting for process ${claim.pid}, which is setting up the same; if there is no such process, remove ${place}.`,
    )
  while (!claim.held) {
    await setTimeout(200)
    claim = tryClaim(place)
  }
  const { release } = claim
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

/** @param {string} place @param {string} owner @returns {Held} */
function held(place, owner) {
  return {
    held: true,
    write: (note) => writeFileSync(join(place, owner), note),
    release: () => {
      rmSync(join(place, owner), { force: true })
      unless(['ENOENT', 'ENOTEMPTY', 'EEXIST'], () => rmdirSync(place))
    },
  }
}

/** @param {string} from @param {string} to @returns {boolean} false where `to` holds a claim */
const renamed = (from, to) =>
  unless(['ENOTEMPTY', 'EEXIST'], () => {
    renameSync(from, to)
    return true
  }) ?? false

/** Removes what dead owners left. @param {string} place @returns {Taken | undefined} */
function livingOwner(place) {
  for (const owner of unless(['ENOENT'], () => readdirSync(place)) ?? []) {
    const [, pid = '', host] = /^(\d+)@(.*)~/.exec(owner) ?? []
    const file = join(place, owner)
    if (host === hostname() && !isRunning(Number(pid))) rmSync(file, { force: true })
    else {
      const note = unless(['ENOENT'], () => readFileSync(file, 'utf8'))
      if (note !== undefined) return { held: false, pid: Number(pid), note }
    }
  }
  return undefined
}

/** @param {number} pid */
const isRunning = (pid) => unless(['ESRCH'], () => signalled(pid)) ?? false

/** True also for another user's process. @param {number} pid */
const signalled = (pid) => unless(['EPERM'], () => process.kill(pid, 0)) ?? true

/**
 * @template T
 * @param {string[]} codes of the errors that are an answer too
 * @param {() => T} action
 * @returns {T | undefined} undefined for such an error
 */
function unless(codes, action) {
  try {
    return action()
  } catch (error) {
    if (error instanceof Error && 'code' in error && codes.includes(String(error.code)))
      return undefined
    throw error
  }
}
