import type { Day } from '../pipelines/define.ts'
import { DAY, type InputForm, requireInput, TABLES } from './strict-input.ts'

/** What a person may ask of a daily update; every field may be left out. */
export interface DailyUpdateInput {
  /** The day of the run, up to today. */
  readonly asOf?: Day
  /** Tables to fetch and build, with what follows from them. */
  readonly tables?: readonly string[]
}

export function parseDailyUpdateInput(input: unknown): DailyUpdateInput {
  const asked = input ?? {}
  requireInput(asked, FORM)
  return asked
}

const FORM: InputForm<DailyUpdateInput> = {
  what: 'the input of dailyUpdate',
  fields: { asOf: DAY, tables: TABLES },
  example: '{"asOf":"2026-01-31","tables":["ees_ga4_page"]}',
}
