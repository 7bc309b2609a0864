import type { RawTable } from '../pipelines/define.ts'
import { outOfBounds, showBounds } from './bounds.ts'
import type { ReplaceFacts } from './facts.ts'
import { type Finding, stop, warn } from './finding.ts'
import { checkRows } from './rows.ts'

/** A list that is about to take the place of the one before. */
export function checkReplace(table: RawTable, facts: ReplaceFacts): Finding[] {
  return [
    ...checkRows(table, facts, `The new ${table.name}`),
    ...unknown(table, facts),
    ...length(table, facts),
    ...gone(table, facts),
  ]
}

/** What a row may lack, it is still wanted to have. */
function unknown(table: RawTable, { nulls }: ReplaceFacts): Finding[] {
  const found = [...nulls].filter(
    ([name, { count }]) => count > 0 && table.nullable?.includes(name),
  )
  if (found.length === 0) return []
  return [
    warn('no-nulls', {
      table: table.name,
      count: found.reduce((sum, [, { count }]) => sum + count, 0),
      examples: found.flatMap(([name, { examples }]) => examples.map((row) => `${name}: ${row}`)),
      message: `The new ${table.name} has NULLs (${found.map(([name, { count }]) => `${name} ${count}`).join(', ')}); wanted is a value in each. The source did not say it of these rows; where it goes on, look at what it answers for them.`,
    }),
  ]
}

function length(table: RawTable, { before, after, added, removed }: ReplaceFacts): Finding[] {
  const { atLeast = 1, bounds } = table
  const fault = after < atLeast ? 'fewer' : bounds && outOfBounds(bounds, before, after)
  if (!fault) return []
  const [rows, what] = fault === 'fewer' ? [removed, 'gone'] : [added, 'new']
  const wanted = [
    `at least ${atLeast}`,
    ...(bounds && before > 0 ? [`${showBounds(bounds)} of that`] : []),
  ]
  return [
    stop('list-within-bounds', {
      table: table.name,
      count: Math.abs(after - before),
      examples: rows.examples.map((row) => `${what}: ${row}`),
      message: `The new ${table.name} has ${after} rows and the one it replaces ${before}; wanted is ${wanted.join(', and ')}. Compare the list with the site; if the change is real, widen the table's bounds for this once.`,
    }),
  ]
}

/** Whatever stands under a name that is gone loses it in every app table, back to the first day. */
function gone(table: RawTable, { removed, added }: ReplaceFacts): Finding[] {
  if (removed.count === 0) return []
  return [
    warn('no-row-gone', {
      table: table.name,
      count: removed.count,
      examples: removed.examples,
      message: `The new ${table.name} lacks ${removed.count} rows of the one it replaces, by ${table.key.join(', ')}, and has ${added.count} that are new; wanted is a list that only grows. What went by their names loses these back to the first day: look whether they were withdrawn, or only named anew.`,
    }),
  ]
}
