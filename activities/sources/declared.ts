/** Columns and what fills them, in the order of a declaration. */
export const declared = <Value>(
  fields: Readonly<Partial<Record<string, Value>>>,
): readonly (readonly [column: string, value: Value])[] =>
  Object.entries(fields).flatMap(([column, value]) =>
    value === undefined ? [] : [[column, value] as const],
  )
