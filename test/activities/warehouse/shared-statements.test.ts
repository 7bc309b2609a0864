import { expect, test } from 'vitest'

import { ANYWHERE, faults, OUTSIDE_LITERALS, sourcesIn } from '../../support/subset.ts'

/** What only one warehouse runs may be of its own kind. */
const OWN = /\/(duckdb|databricks|dialect)[\w-]*\.ts$/

const shared = sourcesIn('activities/warehouse').filter(({ path }) => !OWN.test(path))

/** What begins as a statement or a select does. */
const STATEMENT = /`\s*(?:SELECT|INSERT|MERGE|UPDATE|DELETE|WITH)\b[^`]*(?:`|$)/g

/** Made of what a dialect renders, or compared within its statement alone. */
const RENDERED = /\$\{[^}]*\}/g

const statements = shared.flatMap((file) =>
  [...file.text.matchAll(STATEMENT)].map((match) => ({
    place: `${file.path}:${file.text.slice(0, match.index).split('\n').length}`,
    file,
    statement: match[0].replaceAll('`', '').replaceAll(RENDERED, 'x'),
  })),
)

test('there are shared statements', () => {
  expect(statements.length).toBeGreaterThan(5)
})

test.each(statements)('$place is of the shared subset', ({ file, statement }) => {
  expect(faults(statement, [...OUTSIDE_LITERALS], [file])).toEqual([])
})

test('what is not is told with its file and line', () => {
  const file = { path: 'some/file.ts', text: '`SELECT a\n FROM t QUALIFY b`' }
  const statement = 'SELECT a FROM t QUALIFY b'
  expect(faults(statement, [...ANYWHERE, ...OUTSIDE_LITERALS], [file])).toEqual([
    expect.stringMatching(/^some\/file\.ts:2 has QUALIFY/),
  ])
})
