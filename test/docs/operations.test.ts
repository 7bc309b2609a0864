import { resolve } from 'node:path'

import { expect, test } from 'vitest'
import { z } from 'zod'

import { SETTINGS, settingsSchema } from '../../workers/settings.ts'
import { SEARCH_ATTRIBUTES } from '../../workers/search-attributes.ts'
import { LIMITS } from '../../workers/station.ts'
import type { RunState } from '../../workflows/status.ts'
import { ownMetrics } from '../support/own-metrics.ts'
import { readYaml, workerEndsWithin } from '../support/manifests.ts'
import { readProjectFile } from '../support/sources.ts'

const text = readProjectFile('docs/operations.md')

/** The rows of the table whose first column has this heading, as cells. */
function rowsUnder(heading: string): (readonly string[])[] {
  const [, after = ''] = text.split(new RegExp(`\n\\| ${heading} +\\|`))
  const [table = ''] = after.split('\n\n')
  const rows = table.split('\n').filter((line) => line.startsWith('| `'))
  return rows.map((line) => line.split(/ +\| */).map((cell) => cell.replace(/^\| /, '')))
}

const unquoted = (cell = '') => cell.replaceAll('`', '')

const firstCells = (heading: string) => rowsUnder(heading).map(([cell]) => unquoted(cell))

test('every setting is told, with what is wanted', () =>
  expect(rowsUnder('setting').map(([name, wanted]) => [unquoted(name), wanted])).toEqual(
    Object.entries(SETTINGS).map(([name, { wanted }]) => [name, wanted]),
  ))

test('and with what it is unless set', () => {
  const unset = { EES_SOURCES: 'sandbox', WAREHOUSE: 'duckdb' }
  const defaults = new Map(Object.entries(settingsSchema.parse(unset)))
  for (const [name, , told] of rowsUnder('setting')) {
    const preset = defaults.get(unquoted(name))
    if (preset === undefined) expect(told).not.toMatch(/^`[^`]*`$/)
    else expect([unquoted(told), resolve(unquoted(told))]).toContain(preset)
  }
})

test('every metric is told', async () =>
  expect(firstCells('metric').toSorted()).toEqual((await ownMetrics()).toSorted()))

test('every alert is told, and is about metrics that there are', async () => {
  const { groups } = z
    .object({
      groups: z.array(
        z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) }),
      ),
    })
    .parse(readYaml('deploy/prometheus/alerts.yaml')[0])
  const rules = groups.flatMap((group) => group.rules)
  expect(firstCells('alert')).toEqual(rules.map(({ alert }) => alert))
  const asked = rules.flatMap(({ expr }) => expr.match(/\b(ees|temporal)_\w+/g) ?? [])
  expect(asked.length).toBeGreaterThanOrEqual(rules.length)
  expect(await ownMetrics()).toEqual(expect.arrayContaining(asked))
})

test('the time that a worker takes to stop is the one that it states', () =>
  expect(text).toContain(`It has ended after ${workerEndsWithin()} s at the latest`))

test('every search attribute is told, with what it may be', () => {
  expect(firstCells('attribute')).toEqual(SEARCH_ATTRIBUTES.map(([name]) => name))
  const states: readonly RunState[] = [
    'Planning',
    'Running',
    'NeedsAttention',
    'Completed',
    'Failed',
    'Cancelled',
  ]
  const [, told = ''] = rowsUnder('attribute')[0] ?? []
  expect([...told.matchAll(/`(\w+)`/g)].map(([, state]) => state)).toEqual(states)
})

test('the time that a parked run is left is the one that a worker gives it', () =>
  expect(text).toContain(`${LIMITS.patienceMs / 3_600_000} hours from the run's start`))
