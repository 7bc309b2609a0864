import { join } from 'node:path'

import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { expect, onTestFinished, test } from 'vitest'

import { recorded } from '../../activities/record.ts'
import { DuckDbFile } from '../../activities/warehouse/duckdb-file.ts'
import { openDuckDb } from '../../activities/warehouse/duckdb.ts'
import { SCHEMAS } from '../support/duckdb-site.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test('a step that fails says why, also where that cannot be kept', async () => {
  const path = join(temporaryFolder(), 'ees.duckdb')
  const warehouse = await openDuckDb({ path, schemas: SCHEMAS })
  onTestFinished(() => warehouse.close())
  await warehouse.prepare([], 'sandbox')
  const file = await DuckDbFile.open(path)
  await file.session((session) => session.run(`DROP TABLE ${SCHEMAS.ops}.steps`))
  await file.close()

  const said: string[] = []
  const logger = new DefaultLogger('WARN', ({ message, meta }) => {
    said.push(`${message}: ${String(meta?.['reason'])}`)
  })
  const environment = new MockActivityEnvironment({}, { logger })
  const place = { step: 'hits', input: { run: 'one', asOf: '2026-01-31' } }
  const step = environment.run(() =>
    recorded({ warehouse, now: () => new Date() }, place, () =>
      Promise.reject(new Error('The disk is full.')),
    ),
  )
  await expect(step).rejects.toThrow('The disk is full.')
  expect(said).toContainEqual(
    expect.stringMatching(/^what came of the step could not be kept: .*steps/),
  )
})
