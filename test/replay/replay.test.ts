import { join } from 'node:path'

import { DeterminismViolationError } from '@temporalio/workflow'
import { Worker, type WorkflowBundle } from '@temporalio/worker'
import { beforeAll, describe, expect, test } from 'vitest'

import { createLog, installRuntime } from '../../workers/log.ts'
import { bundleWorkflows, INTERCEPTORS } from '../../workers/worker.ts'
import { changedProgram, type Edit } from '../support/changed-program.ts'
import { eventsOf, pathOf, readHistories } from './histories.ts'
import { PATHS } from './paths.ts'

// What is refused here is wanted to be, and of no interest in the log.
installRuntime(createLog('error'))

const histories = readHistories()

/** What keeps a worker with these workflows from going on with a run of this history. */
async function faultOf(workflowBundle: WorkflowBundle, name: string): Promise<Error | undefined> {
  const history = histories.find((saved) => saved.name === name)?.history
  const options = { workflowBundle, interceptors: INTERCEPTORS }
  const results = Worker.runReplayHistories(options, [{ workflowId: name, history }])
  for await (const { error } of results) return error
  throw new Error(`The history "${name}" was not replayed.`)
}

describe('a run whose worker is replaced goes on', () => {
  let workflows: WorkflowBundle
  beforeAll(async () => {
    workflows = await bundleWorkflows()
  })

  test.each(histories.map(({ name }) => name))('%s', async (name) => {
    expect(await faultOf(workflows, name)).toBeUndefined()
  })
})

test.each(Object.entries(PATHS))('the history of "%s" is of that path', (path, { events }) =>
  expect(eventsOf(path)).toEqual(expect.arrayContaining([...events])),
)

test('every history is of a path', () => {
  const paths = new Set(histories.map(({ name }) => pathOf(name)))
  expect([...paths].toSorted()).toEqual(Object.keys(PATHS).toSorted())
})

test('no history tells where it was made', () => {
  expect(JSON.stringify(histories)).not.toMatch(
    /"(identity|stackTrace)"|file:\/\/|node_modules|"\d+@/,
  )
})

const changed = (edits: readonly Edit[]): Promise<WorkflowBundle> =>
  bundleWorkflows(join(changedProgram(edits), 'workflows/index.ts'))

/** A wait that was not there. */
const WAIT = {
  file: 'workflows/daily-update.ts',
  from: 'plan: (identity) => plan({ ...identity, ...asked }),',
}
const IMPORTS = { file: 'workflows/daily-update.ts', from: 'import { continueAsNew,' }

describe('a change that runs under way cannot take is noticed', () => {
  test.each<[string, readonly Edit[]]>([
    [
      'another activity',
      [
        {
          file: 'workflows/run.ts',
          from: 'const { finish } =',
          to: 'const { conclude: finish } =',
        },
      ],
    ],
    [
      'another order',
      [
        {
          file: 'workflows/conduct.ts',
          from: 'of board.ready()) steps',
          to: 'of [...board.ready()].reverse()) steps',
        },
      ],
    ],
    [
      'a wait that was not there',
      [
        { ...IMPORTS, to: 'import { sleep, continueAsNew,' },
        {
          ...WAIT,
          to: 'plan: (identity) => sleep(1).then(() => plan({ ...identity, ...asked })),',
        },
      ],
    ],
  ])('%s', async (_, edits) => {
    expect(await faultOf(await changed(edits), 'green')).toBeInstanceOf(DeterminismViolationError)
  })
})

test('the same change under a patch is none to them', async () => {
  const workflows = await changed([
    { ...IMPORTS, to: 'import { patched, sleep, continueAsNew,' },
    {
      ...WAIT,
      to: `plan: async (identity) => {
        if (patched('wait-first')) await sleep(1)
        return plan({ ...identity, ...asked })
      },`,
    },
  ])
  expect(await faultOf(workflows, 'green')).toBeUndefined()
})
