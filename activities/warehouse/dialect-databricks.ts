import { type Dialect, requireName } from './dialect.ts'

export const DATABRICKS: Dialect = {
  identifier: (name) => `\`${requireName(name)}\``,
  literal: (value) => {
    if (value === null) return 'NULL'
    return typeof value === 'string' ? `'${escaped(value)}'` : String(value)
  },
  types: {
    DATE: 'DATE',
    TIMESTAMP: 'TIMESTAMP',
    STRING: 'STRING',
    DOUBLE: 'DOUBLE',
    INT: 'INT',
    BIGINT: 'BIGINT',
  },
  wider: { INT: ['BIGINT', 'DOUBLE'], BIGINT: ['DOUBLE'] },
  narrower: {
    // What DuckDB writes for a moment in UTC; sessions are in UTC.
    TIMESTAMP: ['TIMESTAMP_NTZ'],
    DOUBLE: ['BIGINT', 'INT'],
    BIGINT: ['INT'],
  },
  describe: 'DESCRIBE QUERY',
  now: 'current_timestamp()',
  hash: 'xxhash64',
}

/** A literal of the shared SQL, or a comment, whose quotes begin none. */
const LITERAL = /--[^\n]*|'((?:[^']|'')*)'/g

/** Shared SQL as Databricks reads it: two quotes side by side are two literals there in some versions. */
export const databricksText = (statement: string): string =>
  statement.replaceAll(LITERAL, (found, text: string | undefined) =>
    text === undefined ? found : `'${escaped(text.replaceAll("''", "'"))}'`,
  )

/** `${…}` would stand for a variable, in literals too. */
const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('$', '\\u0024')
