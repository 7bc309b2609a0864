/** Spark's only catalogue with schemas and Delta tables. */
const SPARK = 'spark_catalog'

/** Strings, comments and identifiers: the parts of a statement in which a name is no reference are taken whole. */
const PART =
  /'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"|--[^\n]*|\/\*[^]*?\*\/|`(?:[^`]|``)*`|[A-Za-z_]\w*|[^]/g

/** Unity Catalog's names for Spark, which cannot give its own catalogue another name; and the way back. */
export interface CatalogNames {
  /** A statement in which the catalogue, where a name starts with it, is Spark's. */
  readonly toSpark: (statement: string) => string
  /** What Spark says, with the catalogue's name. */
  readonly fromSpark: (text: string) => string
}

export function catalogNames(catalog: string): CatalogNames {
  const spellings = new Set([catalog.toLowerCase(), `\`${catalog.toLowerCase()}\``])
  return {
    toSpark: (statement) => {
      const parts = statement.match(PART) ?? []
      const starts = (at: number) => parts[at + 1] === '.' && parts[at - 1] !== '.'
      return parts
        .map((part, at) => (spellings.has(part.toLowerCase()) && starts(at) ? SPARK : part))
        .join('')
    },
    fromSpark: (text) => text.replaceAll(SPARK, catalog),
  }
}
