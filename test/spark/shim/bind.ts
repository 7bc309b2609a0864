import type { TSparkParameter } from '@databricks/sql/thrift/TCLIService_types.js'

/**
 * A statement with its parameters as one statement without: open-source Thrift carries none, and Spark's
 * `EXECUTE IMMEDIATE` binds them by Spark's own rules.
 */
export function bind(statement: string, parameters: readonly TSparkParameter[]): string {
  if (parameters.length === 0) return statement
  return `EXECUTE IMMEDIATE ${literal(statement)} USING ${parameters.map(argument).join(', ')}`
}

function argument({ name, type, value }: TSparkParameter): string {
  const text = value?.stringValue
  const bound =
    text === undefined || text === null
      ? 'NULL'
      : `CAST(${literal(text)} AS ${castType(type, text)})`
  return name ? `${bound} AS ${name}` : bound
}

/** A plain DECIMAL has no digits after the point. */
function castType(type: string | undefined, text: string): string {
  if (type !== 'DECIMAL') return type ?? 'STRING'
  const [, digits = ''] = text.split('.')
  return `DECIMAL(38, ${digits.length})`
}

const literal = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
