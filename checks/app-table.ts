import type { AppTable } from '../pipelines/define.ts'
import { allClassified } from './app/all-classified.ts'
import type { AppCheck } from './app/app-check.ts'
import { conserved } from './app/conserved.ts'
import { daysOfInput } from './app/days-of-input.ts'
import { noDuplicates } from './app/no-duplicates.ts'
import { noMissingDay } from './app/no-missing-day.ts'
import { noNulls } from './app/no-nulls.ts'
import { rowsWithinBounds } from './app/rows-within-bounds.ts'
import { watches } from './app/watches.ts'

/**
 * What must hold of a built table, by its declaration. Each check is asked of the warehouse while the table stands
 * beside the published one.
 *
 * @throws Error where the declaration contradicts itself.
 */
export const appChecks = (table: AppTable): AppCheck[] => [
  noDuplicates(table),
  ...noNulls(table),
  ...allClassified(table),
  ...noMissingDay(table),
  ...conserved(table),
  ...daysOfInput(table),
  rowsWithinBounds(table),
  ...watches(table),
]
