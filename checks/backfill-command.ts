import type { Day, RawTable } from '../pipelines/define.ts'

interface Days {
  readonly from: Day
  readonly to: Day
  readonly mode?: 'replace'
}

/** What a person types to fetch days of a table again. */
export const backfillCommand = ({ name }: RawTable, { from, to, mode }: Days): string =>
  `npx ees backfill --from ${from} --to ${to} --tables ${name}${mode ? ` --mode ${mode}` : ''}`
