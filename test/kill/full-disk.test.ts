import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { contents, differences } from '../support/contents.ts'
import { ees, PROGRAM, type Said } from '../support/ees.ts'
import {
  looking,
  type ProgramCases,
  type Settings,
  startProgramCases,
} from '../support/program-case.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const NEXT = ['update', '--as-of', '2023-12-24', '--tables', 'ees_ga4_events']
const PATIENCE_MS = 900_000

/** A small disk of one process needs a mount, which not every machine allows. */
const mayMount = spawnSync('unshare', ['-rm', 'true']).status === 0

let cases: ProgramCases
let before: Settings
let calm: Settings
beforeAll(async () => {
  cases = await startProgramCases()
  ;[before, calm] = [await cases.next(), await cases.next()]
  await ees(NEXT, calm)
}, PATIENCE_MS)
afterAll(() => cases.close())

/** Does this where there is a disk of its own at $DISK, with $FREE KB left from the word `fill` on. */
async function onSmallDisk(steps: string, env: Record<string, string>): Promise<Said> {
  const script = `
    mount -t tmpfs -o size=64m tmpfs "$DISK" || exit 99
    fill() { head -c $((($(df -k --output=avail "$DISK" | tail -1) - FREE) * 1024)) /dev/zero > "$DISK/filler"; }
    update() { "$NODE" "$PROGRAM" ${NEXT.join(' ')}; }
    ${steps}`
  const { PATH = '', HOME = '' } = process.env
  const child = spawn('unshare', ['-rm', 'sh', '-c', script], {
    env: { PATH, HOME, NODE: process.execPath, PROGRAM, ...env },
  })
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { code: Number(code), stdout, stderr }
}

/** What every table holds is what it held before, or all that is new. */
async function expectWhole(file: string): Promise<void> {
  const [found, old, all] = await Promise.all(
    [{ ...calm, DUCKDB_PATH: file }, before, calm].map((settings) => looking(settings, contents)),
  )
  const partly = Object.entries(found ?? {}).filter(
    ([table, rows]) => rows !== old?.[table] && rows !== all?.[table],
  )
  expect(partly).toEqual([])
}

async function expectCalm(file: string): Promise<void> {
  const found = await looking({ ...calm, DUCKDB_PATH: file }, (warehouse) =>
    looking(calm, (other) => differences(warehouse, other)),
  )
  expect(found).toEqual([])
}

/** Where a disk is, and where what was on it is kept for the test to look at. */
async function places() {
  const [disk, kept] = [temporaryFolder(), temporaryFolder()]
  for (const name of ['after', 'end']) mkdirSync(join(kept, name))
  const settings = await cases.next()
  const onDisk = {
    ...settings,
    DUCKDB_PATH: join(disk, 'ees.duckdb'),
    BASE: settings['DUCKDB_PATH'] ?? '',
  }
  return { kept, env: { ...onDisk, DISK: disk, KEPT: kept } }
}

const AGAIN = `
  update; echo "first ended with $?"
  cp "$DUCKDB_PATH" "$KEPT/after/ees.duckdb"
  if [ -e "$DUCKDB_PATH.wal" ]; then cp "$DUCKDB_PATH.wal" "$KEPT/after/ees.duckdb.wal"; fi
  rm "$DISK/filler"
  update 2>&1; echo "second ended with $?"
  cp "$DUCKDB_PATH" "$KEPT/end/ees.duckdb"`

test.skipIf(!mayMount)(
  'when the disk of the warehouse is full, it says so, and goes on when there is room (needs: unshare -rm)',
  async () => {
    const { kept, env } = await places()
    const { stdout, stderr } = await onSmallDisk(
      `cp "$BASE" "$DUCKDB_PATH"; ln -s "$KEPT/temporal" "$DUCKDB_PATH.temporal"; fill; ${AGAIN}`,
      { ...env, FREE: '40' },
    )
    expect(stderr).toMatch(/the disk is full; the tables are as they were\. Make room/)
    expect(stdout).toContain('first ended with 1\n')
    await expectWhole(join(kept, 'after', 'ees.duckdb'))
    expect(stdout).toContain('second ended with 0\n')
    await expectCalm(join(kept, 'end', 'ees.duckdb'))
  },
  PATIENCE_MS,
)

test.skipIf(!mayMount)(
  'when the disk of the warehouse and of the Temporal server is full, it does not hang (needs: unshare -rm)',
  async () => {
    const { kept, env } = await places()
    // A run with nothing to do leaves the server's files as large as they become.
    const { stdout, stderr } = await onSmallDisk(
      `cp "$BASE" "$DUCKDB_PATH"; "$NODE" "$PROGRAM" update --as-of 2023-11-14; fill; ${AGAIN}`,
      { ...env, FREE: '16' },
    )
    expect(stderr).toMatch(/disk (?:there )?is full/)
    expect(stdout).toContain('first ended with 1\n')
    await expectWhole(join(kept, 'after', 'ees.duckdb'))
    expect(stdout).toContain('second ended with 0\n')
    await expectCalm(join(kept, 'end', 'ees.duckdb'))
  },
  PATIENCE_MS,
)

test.skipIf(!mayMount)(
  'when the disk of the temporary folder is full, it says so, and goes on when there is room (needs: unshare -rm)',
  async () => {
    const { kept, env } = await places()
    const file = env['BASE']
    const { stdout, stderr } = await onSmallDisk(`fill; ${AGAIN}`, {
      ...env,
      DUCKDB_PATH: file,
      TMPDIR: env.DISK,
      FREE: '0',
    })
    expect(stderr).toMatch(/ees_ga4_events: .*the disk is full; the tables are as they were/)
    expect(stdout).toContain('first ended with 1\n')
    await expectWhole(join(kept, 'after', 'ees.duckdb'))
    expect(stdout).toContain('second ended with 0\n')
    await expectCalm(join(kept, 'end', 'ees.duckdb'))
  },
  PATIENCE_MS,
)
