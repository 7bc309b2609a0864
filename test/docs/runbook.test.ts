import { Command } from 'commander'
import { describe, expect, inject, onTestFinished, test } from 'vitest'

import { startForm } from '../../workers/start-form.ts'
import { connectTemporal } from '../../workers/temporal.ts'
import { parseBackfillInput } from '../../workflows/backfill-input.ts'
import { ACTIONS } from '../../workflows/status.ts'
import { blocksIn, commandsIn, quotesIn, RUNBOOK, runbookEntries } from '../support/runbook.ts'
import { projectFiles, projectSources, readProjectFile } from '../support/sources.ts'
import { EXERCISED } from './exercised.ts'

const entries = runbookEntries()
const headings = entries.map(({ heading }) => heading)

test('every entry is exercised, and nothing else is', () =>
  expect(Object.keys(EXERCISED)).toEqual(headings))

test.each(Object.entries(EXERCISED))('"%s" is exercised by tests that there are', (_, tests) => {
  expect(tests.length).toBeGreaterThan(0)
  for (const [file, title] of tests)
    expect(titlesIn(readProjectFile(`test/${file}`))).toContain(title)
})

/** The lines that begin with a title, as the formatter leaves them. */
const titlesIn = (text: string): string =>
  (text.match(/^ *(?:(?:test|it|describe)[\w.]*\(|\](?: as const)?\)\()?['"`].*/gm) ?? []).join(
    '\n',
  )

test.each(entries)('"$heading" says what is seen, what to do and what is safe', ({ text }) => {
  for (const part of ['**See**', '**Do**', '**Safe**']) expect(text).toContain(part)
})

describe('every message is one that the program prints', () => {
  const program = projectSources()
    .filter(({ path }) => /^(activities|checks|workflows|workers)\//.test(path))
    .map(({ text }) => text)
    .join('\n')
  test.each(quotesIn(RUNBOOK))('%s', (quote) => {
    const parts = quote.split('…').map((part) => RegExp.escape(part.trim()))
    expect(parts.join('').length).toBeGreaterThan(20)
    // What differs is an expression of a template.
    expect(program).toMatch(new RegExp(parts.join('.*')))
  })
})

describe('every command is one that the program takes', async () => {
  const program = await dryProgram()
  test.each(commandsIn(RUNBOOK).map((args) => [args.join(' '), args] as const))(
    'ees %s',
    async (_, args) => {
      await expect(program.parseAsync(args, { from: 'user' })).resolves.toBeDefined()
    },
  )
  test.each([
    ['status one two', 'too many arguments'],
    ['resolve RUN STEP rerun --reason x', 'Allowed choices are retry, skip, abort'],
    ['backfill --from 2026-01-01', 'required option'],
    ['backfill --from 2026-01-32 --to 2026-02-01', 'is no day'],
    ['reset', 'unknown command'],
  ])('but not: ees %s', async (line, fault) => {
    const given = program.parseAsync(line.split(' '), { from: 'user' })
    await expect(given).rejects.toThrow(fault)
  })
})

/** The command line, which takes its arguments apart and does nothing. */
async function dryProgram(): Promise<Command> {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined })
  for (const path of projectFiles().filter((file) => file.startsWith('workers/commands/'))) {
    const exported: object = await import(new URL(`../../${path}`, import.meta.url).href)
    for (const command of Object.values(exported))
      if (command instanceof Command) program.addCommand(dry(command))
  }
  return program
}

function dry(command: Command): Command {
  for (const part of command.commands) dry(part)
  // A command of commands has nothing to do itself.
  if (command.commands.length === 0) command.action(() => undefined)
  return command.exitOverride().configureOutput({ writeErr: () => undefined })
}

test('every alert is met by an entry, and no other is named', () => {
  const declared = readProjectFile('deploy/prometheus/alerts.yaml').matchAll(/- alert: (\w+)/g)
  const named = new Set(RUNBOOK.match(/\bEes[A-Z]\w+/g))
  expect([...named].toSorted()).toEqual([...declared].map(([, alert = '']) => alert).toSorted())
})

test('every filter of runs is one that the server takes', async () => {
  const temporal = await connectTemporal({ address: inject('temporalAddress') })
  onTestFinished(() => temporal.close())
  const filters = blocksIn(RUNBOOK, 'text').flatMap((block) => block.split('\n'))
  expect(filters.length).toBeGreaterThan(0)
  for (const filter of filters)
    expect((await temporal.client.workflow.count(filter)).count).toBeGreaterThanOrEqual(0)
})

test('every input is one that runs take', () => {
  const inputs = blocksIn(RUNBOOK, 'json').map((block): object => JSON.parse(block))
  const [decisions, backfills] = [
    inputs.filter((input) => 'step' in input),
    inputs.filter((input) => !('step' in input)),
  ]
  for (const input of backfills) expect(parseBackfillInput(input)).toEqual(input)
  for (const input of decisions)
    expect(input).toEqual({
      step: expect.stringMatching(/^\w+$/),
      action: expect.toBeOneOf([...ACTIONS]),
      reason: expect.stringMatching(/\w/),
    })
  expect(decisions.length).toBeGreaterThan(0)
  expect(backfills.length).toBeGreaterThan(0)
})

test("the form for a backfill is the Temporal UI's", () => {
  const [form = ''] = /http\S+start-workflow[^)\s]*/.exec(RUNBOOK) ?? []
  const url = new URL(form)
  const asked = {
    uiUrl: url.origin,
    namespace: 'default',
    workflowType: 'backfill',
    workflowId: url.searchParams.get('workflowId') ?? '',
  } as const
  expect(form).toBe(startForm(asked))
})

test('every link leads somewhere', () => {
  const anchorsOf = (text: string) =>
    [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    )
  const lost = ['runbook.md', 'operations.md'].flatMap((from) =>
    [...readProjectFile(`docs/${from}`).matchAll(/\]\((\w+\.md)?#([\w-]+)\)/g)].filter(
      ([, to = from, anchor = '']) => !anchorsOf(readProjectFile(`docs/${to}`)).includes(anchor),
    ),
  )
  expect(lost).toEqual([])
})
