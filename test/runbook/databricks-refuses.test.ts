import { expect, test } from 'vitest'

import { databricksFailure } from '../../activities/warehouse/databricks-failure.ts'
import { quotesIn, runbookEntry } from '../support/runbook.ts'

const [login, warehouse, right, volume] = quotesIn(runbookEntry('Databricks refuses'))

/** As the driver has them. */
const error = (message: string, fields: object = {}) => Object.assign(new Error(message), fields)

test.each([
  [login, error('Response status 403', { statusCode: 403 })],
  [warehouse, error('Response status 404', { statusCode: 404 })],
  [right, error('[INSUFFICIENT_PERMISSIONS] User has no MODIFY on table. SQLSTATE: 42501')],
  [volume, error('HTTP error 403 Forbidden')],
])('a refusal of Databricks says what to mend: %s', (quote, cause) => {
  expect(databricksFailure('Appending to a table', cause)).toMatchObject({
    nonRetryable: true,
    message: expect.stringContaining(`Appending to a table in Databricks: ${quote}`),
  })
})
