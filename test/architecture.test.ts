import { basename } from 'node:path'

import { describe, expect, test } from 'vitest'

import { wrongImports } from './support/imports-one-way.ts'
import { projectFiles, projectSources, readProjectFile, sourceOf } from './support/sources.ts'

const files = projectFiles()
const sources = projectSources()
const tables = sources.filter(({ path }) => /^pipelines\/\w+\/(raw|app)\//.test(path))

describe('imports go one way', () => {
  test('in every file', () => expect(wrongImports(sources)).toEqual([]))

  test.each([
    ['pipelines/define.ts', "import { Day } from './days.ts'"],
    ['pipelines/days.ts', "import { readFileSync } from 'node:fs'"],
    ['pipelines/ees/raw/ees_ga4_page.ts', "import { x } from '../app/ees_service_summary.ts'"],
    ['pipelines/ees/rules/slug.ts', "export { x } from '../app/ees_service_summary.ts'"],
    ['checks/batch.ts', "import type { Warehouse } from '../activities/warehouse/warehouse.ts'"],
    ['activities/sources/ga4.ts', "import type { Warehouse } from '../warehouse/warehouse.ts'"],
    ['activities/warehouse/duckdb.ts', "import {\n  type Page,\n} from '../sources/source.ts'"],
    ['activities/plan.ts', "import { x } from '../workflows/status.ts'"],
    ['workflows/run-step.ts', "import { passing } from '../activities/failure.ts'"],
    ['workflows/run-step.ts', "import { type Plan, planOf } from '../activities/steps.ts'"],
    ['workflows/run-step.ts', "import { randomUUID } from 'node:crypto'"],
    ['workflows/run-step.ts', "const { x } = await import('../workers/config.ts')"],
    ['sandbox/server.ts', "import { passing } from '../activities/failure.ts'"],
    ['scripts/setup.mjs', "import { z } from 'zod'"],
    ['workers/config.ts', "import '../test/support/sources.ts'"],
    ['elsewhere/file.ts', ''],
  ])('and %s may not: %j', (path, text) =>
    expect(wrongImports([sourceOf(path, text)])).toHaveLength(1),
  )

  test.each([
    ['pipelines/ees/app/ees_service_summary.ts', "import { x } from '../raw/ees_ga4_page.ts'"],
    ['workflows/run-step.ts', "import type { Plan } from '../activities/steps.ts'"],
    ['workflows/run-step.ts', "import { type Plan } from '../activities/steps.ts'"],
    ['workers/temporal-server.ts', "import { tryClaim } from '../scripts/claim.mjs'"],
  ])('and %s may: %j', (path, text) => expect(wrongImports([sourceOf(path, text)])).toEqual([]))
})

describe('tables', () => {
  test('are found', () => expect(tables.length).toBeGreaterThan(0))

  test('each have a test of their name', () => {
    const tested = new Set(
      files.filter((path) => path.startsWith('test/')).map((path) => basename(path)),
    )
    expect(names(tables).filter((name) => !tested.has(`${name}.test.ts`))).toEqual([])
  })

  test('are exported under the name of their file', () => {
    const wrong = tables.filter(
      ({ path, text }) => !text.includes(`export const ${basename(path, '.ts')} = `),
    )
    expect(names(wrong)).toEqual([])
  })
})

test('files other than tables have kebab-case names', () => {
  const others = sources.filter((source) => !tables.includes(source)).map(({ path }) => path)
  const kebab = /^([a-z0-9]+(-[a-z0-9]+)*\/)+[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.(ts|mjs)$/
  const tableTest = new RegExp(`/(${names(tables).join('|')})\\.test\\.ts$`)
  expect(others.filter((path) => !kebab.test(path) && !tableTest.test(path))).toEqual([])
})

test('no test is left out or alone', () => {
  const marked = sources.filter(({ text }) =>
    /\b(test|it|describe)\.(skip|only|todo)\b(?!If)/.test(text),
  )
  expect(
    marked.map(({ path }) => path).filter((path) => path !== 'test/architecture.test.ts'),
  ).toEqual([])
})

test.each([
  ['an unfinished part', /\b(TODO|FIXME|XXX)\b/],
  // The user of Temporal's image has a home in it.
  ['a path of one machine', /(?<![\w.:}])\/(work|root|home|Users)\/(?!temporal\/)\w/],
  ['a package registry', /registry\.npmjs|registry\.yarnpkg|proxy\.golang|pypi\.org|crates\.io/],
])('no file outside the tests names %s', (_, pattern) => {
  const own = files.filter((path) => !path.startsWith('test/') && isText(path))
  expect(own.filter((path) => pattern.test(readProjectFile(path)))).toEqual([])
})

test('the lock file leaves open where packages come from', () => {
  expect(readProjectFile('package-lock.json')).not.toContain('"resolved"')
})

const isText = (path: string) => /\.(ts|mjs|json|md|ya?ml|html|css|sql)$|\/run$|^\.\w+$/.test(path)

function names(of: typeof sources): string[] {
  return of.map(({ path }) => basename(path, '.ts'))
}
