import { expect, test } from 'vitest'

import { ees } from '../../support/ees.ts'

const COMMANDS = ['update', 'plan', 'doctor', 'migrate', 'import-history', 'worker', 'sandbox']

test.each(COMMANDS)('ees %s --help says how it is used', async (command) => {
  const { code, stdout, stderr } = await ees([command, '--help'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(new RegExp(`^Usage: ees ${command} `))
})

test('ees --help lists every command and the exit codes', async () => {
  const { code, stdout } = await ees(['--help'])
  expect(code).toBe(0)
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'))
  expect(stdout).toContain('Exit codes: 0 done, 1 failed, 2 bad arguments, 130 stopped by Ctrl-C.')
})

test.each<[string, readonly string[], string]>([
  ['no command', [], 'Usage: ees'],
  ['an unknown command', ['updat'], "unknown command 'updat'"],
  ['an unknown option', ['sandbox', '--sede', '2'], "unknown option '--sede'"],
  ['a seed that is no number', ['sandbox', '--seed', 'x'], '"x" is no whole number'],
  ['a scale of nothing', ['sandbox', '--scale', '0'], '"0" is no scale'],
  ['a day that is none', ['sandbox', '--from', '2023-13-01'], '"2023-13-01" is no day'],
  ['an option without its value', ['sandbox', '--to'], 'argument missing'],
])('%s ends with 2 and a hint', async (_, args, said) => {
  const { code, stdout, stderr } = await ees(args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(said)
  expect(stderr).toContain('--help')
})
