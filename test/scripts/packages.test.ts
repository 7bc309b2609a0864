import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { expect, test } from 'vitest'

import { missingPackages } from '../../scripts/packages.mjs'
import { temporaryFolder } from '../support/temporary-folder.ts'

interface Entry {
  readonly version: string
  readonly integrity?: string
  readonly optional?: boolean
  readonly os?: string | readonly string[]
  readonly cpu?: string | readonly string[]
  readonly libc?: readonly string[]
}

const zod = { version: '4.0.0', integrity: 'sha512-a' }
const vitest = { version: '5.0.0', integrity: 'sha512-b' }
const here = { os: [process.platform], cpu: process.arch }
const binary = (where: object): Entry => ({ version: '26.0.0', optional: true, ...where })

/** A project that locks some packages, and has installed some. */
function project(locked: Record<string, Entry>, installed?: Record<string, Entry>): string {
  const root = temporaryFolder()
  write(root, 'package-lock.json', {
    packages: { '': { name: 'project' }, ...underModules(locked) },
  })
  if (!installed) return root
  write(root, 'node_modules/.package-lock.json', { packages: underModules(installed) })
  for (const name of Object.keys(installed)) write(root, `node_modules/${name}/package.json`, {})
  return root
}

const underModules = (entries: Record<string, Entry>) =>
  Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [`node_modules/${name}`, entry]),
  )

function write(root: string, path: string, content: object) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), JSON.stringify(content))
}

test('nothing is missing in this project, whose tests run', () => {
  expect(missingPackages(process.cwd())).toEqual([])
})

test('everything is missing where npm has not come to its end', () => {
  expect(missingPackages(project({ zod, vitest }))).toEqual([
    'node_modules/zod',
    'node_modules/vitest',
  ])
})

test('nothing is missing where all is installed as locked', () => {
  expect(missingPackages(project({ zod, vitest }, { zod, vitest }))).toEqual([])
})

test.each([
  ['of another version', { ...zod, version: '3.9.9' }],
  ['of another content', { ...zod, integrity: 'sha512-c' }],
])('a package %s is missing', (_, installed) => {
  const root = project({ zod, vitest }, { zod: installed, vitest })
  expect(missingPackages(root)).toEqual(['node_modules/zod'])
})

test('a package whose folder is gone is missing', () => {
  const root = project({ zod, vitest }, { zod, vitest })
  rmSync(join(root, 'node_modules/zod'), { recursive: true })
  expect(missingPackages(root)).toEqual(['node_modules/zod'])
})

test('a binary for this platform is missing, and an older one', () => {
  const locked = { node: binary(here) }
  expect(missingPackages(project(locked, {}))).toEqual(['node_modules/node'])
  const older = { node: { ...binary(here), version: '25.0.0' } }
  expect(missingPackages(project(locked, older))).toEqual(['node_modules/node'])
})

test.each([
  ['another system', { ...here, os: 'plan9' }],
  ['another processor', { ...here, cpu: ['z80'] }],
  ['another C library', { ...here, libc: ['musl'] }],
  ['whoever needs it', {}],
])('an optional package for %s is not', (_, where) => {
  expect(missingPackages(project({ zod, other: binary(where) }, { zod }))).toEqual([])
})
