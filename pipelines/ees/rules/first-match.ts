import { expression, join, sql, type Sql, UNCLASSIFIED } from '../../define.ts'

/** A condition and the class of what meets it. */
export type Case = readonly [condition: Sql, kind: string]

/** The class of the first condition met, else `otherwise`, else the value itself, marked as unclassified. */
export function firstMatch(value: Sql, cases: readonly Case[], otherwise?: Sql): Sql {
  const unclassified = sql`${UNCLASSIFIED} || ${value}`
  const whens = join(
    cases.map(([condition, kind]) => sql`when ${condition} then ${kind}`),
    '\n    ',
  )
  return sql`case
    ${whens}
    else ${otherwise ? sql`coalesce(${otherwise}, ${unclassified})` : unclassified}
  end`
}

/** The classes of a column by what it contains. */
export const containing = (
  column: string,
  cases: readonly (readonly [part: string, kind: string])[],
): readonly Case[] =>
  cases.map(([part, kind]) => [sql`contains(${expression(column)}, ${part})`, kind])
