import { type Dialect, requireName } from './dialect.ts'

export const DUCKDB: Dialect = {
  identifier: (name) => `"${requireName(name)}"`,
  literal: (value) => {
    if (value === null) return 'NULL'
    return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
  },
  types: {
    DATE: 'DATE',
    TIMESTAMP: 'TIMESTAMP',
    STRING: 'VARCHAR',
    DOUBLE: 'DOUBLE',
    INT: 'INTEGER',
    BIGINT: 'BIGINT',
  },
  wider: {
    TIMESTAMP: ['TIMESTAMP WITH TIME ZONE'],
    INT: ['BIGINT', 'DOUBLE'],
    BIGINT: ['DOUBLE'],
  },
  narrower: { DOUBLE: ['BIGINT', 'INTEGER'], BIGINT: ['INTEGER'] },
  describe: 'DESCRIBE',
  now: 'now()::TIMESTAMP',
  hash: 'hash',
}
