import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { changedProgram, type Edit } from '../support/changed-program.ts'
import { differences } from '../support/contents.ts'
import { ees } from '../support/ees.ts'
import {
  looking,
  type ProgramCases,
  type Settings,
  startProgramCases,
} from '../support/program-case.ts'
import { quotesIn, runbookEntry } from '../support/runbook.ts'
import { readProjectFile } from '../support/sources.ts'

const UPDATE = ['update', '--as-of', '2023-11-16', '--tables', 'ees_search_console']

let cases: ProgramCases
beforeAll(async () => {
  cases = await startProgramCases()
})
afterAll(() => cases.close())

const programOf = (edits: readonly Edit[]) => join(changedProgram(edits), 'workers/ees.ts')

/** A warehouse, and a run on it of which a step is parked; worker and Temporal server have ended. */
async function parked(): Promise<Settings> {
  const settings = await cases.next()
  const elsewhere = { ...settings, SEARCH_CONSOLE_SITE_URL: 'https://elsewhere.example/' }
  const { code, stderr } = await ees(UPDATE, elsewhere)
  expect(code).toBe(1)
  expect(stderr).toContain('waits for a person')
  return settings
}

async function expectTablesOfACalmRun(settings: Settings): Promise<void> {
  const calm = await cases.next()
  expect((await ees(UPDATE, calm)).code).toBe(0)
  const found = await looking(settings, (one) => looking(calm, (other) => differences(one, other)))
  expect(found).toEqual([])
}

const NEW = 'ees_search_console_again'

/** A table more, and a wait before each publication of runs that begin, or go on, with this version. */
const NEWER: readonly Edit[] = [
  {
    file: `pipelines/ees/app/${NEW}.ts`,
    to: readProjectFile('pipelines/ees/app/ees_search_console_timeseries.ts').replaceAll(
      'ees_search_console_timeseries',
      NEW,
    ),
  },
  {
    file: 'workflows/conduct.ts',
    from: 'CancellationScope,\n',
    to: 'CancellationScope,\n  patched,\n  sleep,\n',
  },
  {
    file: 'workflows/conduct.ts',
    from: 'const tables = board.unpublished()',
    to: `if (patched('wait-first')) await sleep(1)\n  const tables = board.unpublished()`,
  },
]

test('a run that waits for a person is brought to its end by a newer version', async () => {
  const settings = await parked()
  const program = programOf(NEWER)
  const { code, stdout, stderr } = await ees(UPDATE, settings, program)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('goes on where it was')
  expect(stdout).toMatch(/^ees_search_console +appended/m)
  // It was planned without the new table, which the next run has.
  expect(stdout).not.toContain(NEW)
  await expectTablesOfACalmRun(settings)

  const next = await ees(UPDATE, settings, program)
  expect(next.stdout).toMatch(new RegExp(`^${NEW} +built`, 'm'))
}, 180_000)

/** The publication comes under another name. */
const OTHER: readonly Edit[] = [
  { file: 'workflows/conduct.ts', from: 'const { publish } =', to: 'const { finish: publish } =' },
]

test('a version that a run cannot go on with is told, and with the one before it goes on', async () => {
  const settings = await parked()
  const wrong = await ees(UPDATE, settings, programOf(OTHER))
  expect(wrong.code).toBe(1)
  const [quote = ''] = quotesIn(runbookEntry('A run has a non-determinism error'))
  for (const part of [...quote.split('…'), 'TMPRL1100']) expect(wrong.stderr).toContain(part.trim())
  expect(wrong.stderr).not.toMatch(/^\s+at /m)

  const { code, stdout } = await ees(UPDATE, settings)
  expect(code).toBe(0)
  expect(stdout).toContain('goes on where it was')
  await expectTablesOfACalmRun(settings)
}, 180_000)
