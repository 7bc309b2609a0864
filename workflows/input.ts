import { ApplicationFailure } from '@temporalio/common'

import { isDay } from '../pipelines/days.ts'
import type { Day } from '../pipelines/define.ts'

/** What a person may ask of a daily update; every field may be left out. */
export interface DailyUpdateInput {
  /** The day of the run, up to today. */
  readonly asOf?: Day
  /** Tables to fetch and build, with what follows from them. */
  readonly tables?: readonly string[]
}

const EXAMPLE = '{"asOf":"2026-01-31","tables":["ees_ga4_page"]}'

/** Takes the input apart strictly: a misspelt field would otherwise run another update than the one meant. */
export function parseDailyUpdateInput(input: unknown): DailyUpdateInput {
  if (input === undefined || input === null) return {}
  if (typeof input !== 'object' || Array.isArray(input))
    throw refused('the input', input, 'one JSON object')
  for (const [field, value] of Object.entries(input)) {
    const fault = faultOf(field, value)
    if (fault) throw refused(`the field "${field}"`, value, fault)
  }
  return input
}

function faultOf(field: string, value: unknown): string | undefined {
  if (field === 'asOf')
    return typeof value === 'string' && isDay(value) ? undefined : 'a day like "2026-01-31"'
  if (field === 'tables') return isNames(value) ? undefined : 'a list of table names, not empty'
  return 'no such field: there are "asOf" and "tables"'
}

const isNames = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((name) => typeof name === 'string' && name !== '')

/** The workflow fails at once; any other error would only fail its task, and be tried for ever. */
function refused(what: string, found: unknown, wanted: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    `Reading the input of dailyUpdate: ${what} is ${JSON.stringify(found)}, wanted is ${wanted}. For example: ${EXAMPLE}`,
    'BadInput',
  )
}
