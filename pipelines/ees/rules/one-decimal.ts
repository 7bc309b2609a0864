import { expression, sql, type Sql } from '../../define.ts'

/** A DOUBLE to one decimal, ties away from zero; as a decimal first, since 0.15 as a binary number is less than that. */
export const oneDecimal = (number: string): Sql =>
  sql`cast(round(cast(${expression(number)} as decimal(28, 10)), 1) as double)`
