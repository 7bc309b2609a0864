import type { RawTable, Window } from '../pipelines/define.ts'

/** What a person types to fill the days that a table lacks. */
export const backfillCommand = ({ name }: RawTable, { from, to }: Window): string =>
  `npx ees backfill --from ${from} --to ${to} --tables ${name}`
