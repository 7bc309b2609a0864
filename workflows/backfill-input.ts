import type { BackfillInput as PlanInput } from '../activities/steps.ts'
import { DAY, type InputForm, requireInput, TABLES } from './strict-input.ts'

/** What a person asks of a backfill; `missing` unless said, and all tables that are filled by the day. */
export type BackfillInput = Pick<PlanInput, 'from' | 'to' | 'tables'> &
  Partial<Pick<PlanInput, 'mode'>>

/** The words of the plan's input, which is of another layer. */
const MODES: readonly unknown[] = ['missing', 'replace'] satisfies PlanInput['mode'][]

/** Whether the days and tables exist is said by the plan, which knows them. */
export function parseBackfillInput(input: unknown): BackfillInput & Pick<PlanInput, 'mode'> {
  requireInput(input, FORM)
  return { mode: 'missing', ...input }
}

const FORM: InputForm<BackfillInput> = {
  what: 'the input of backfill',
  fields: {
    from: { ...DAY, required: true },
    to: { ...DAY, required: true },
    tables: TABLES,
    mode: { is: (value) => MODES.includes(value), wanted: '"missing" or "replace"' },
  },
  example: '{"from":"2026-01-01","to":"2026-01-31","tables":["ees_ga4_page"],"mode":"missing"}',
}
