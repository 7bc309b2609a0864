import type { ApplicationFailure } from '@temporalio/common'

import { final } from '../failure.ts'

/** A batch has rows that no day would show. */
export const noDate = (
  { table, file }: { readonly table: string; readonly file: string },
  { strays, rows }: { readonly strays: number; readonly rows: number },
): ApplicationFailure =>
  final(
    'BrokenContract',
    `Appending to ${table}: ${strays} of the ${rows} rows of ${file} have no date; wanted is one in each. Nothing was written: look at what the source answered.`,
  )
