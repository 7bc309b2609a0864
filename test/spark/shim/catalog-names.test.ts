import { expect, test } from 'vitest'

import { catalogNames } from './catalog-names.ts'

const names = catalogNames('main')

test.each([
  ['SELECT * FROM main.app.t', 'SELECT * FROM spark_catalog.app.t'],
  ['SELECT * FROM `main`.`app`.`t`', 'SELECT * FROM spark_catalog.`app`.`t`'],
  ['CREATE SCHEMA IF NOT EXISTS MAIN.app', 'CREATE SCHEMA IF NOT EXISTS spark_catalog.app'],
])('a name that starts with the catalogue: %s', (statement, wanted) => {
  expect(names.toSpark(statement)).toBe(wanted)
})

test.each([
  "SELECT 'main.app.t', 'it\\'s main.app', \"main.app\"",
  'SELECT 1 -- main.app.t',
  'SELECT /* main.app.t */ 1',
  'SELECT main, x.main.y, domain.app, main_app.t, `a main.b` FROM main',
])('what only looks like one stays: %s', (statement) => {
  expect(names.toSpark(statement)).toBe(statement)
})
