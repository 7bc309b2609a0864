import { expression, sql, type Sql } from '../../define.ts'

/**
 * A DOUBLE to one decimal, ties away from zero. By way of a decimal, so that the last bits of a sum break no tie and
 * every warehouse rounds alike.
 */
export const oneDecimal = (number: string): Sql =>
  sql`cast(round(cast(${expression(number)} as decimal(28, 10)), 1) as double)`
