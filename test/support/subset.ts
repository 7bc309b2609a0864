import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Refusal {
  readonly construct: RegExp
  readonly example: string
  /** What to write in its stead. */
  readonly instead: string
}

const refuse = (construct: RegExp, example: string, instead: string): Refusal => ({
  construct,
  example,
  instead,
})

/** Refused in literals too: patterns are literals. */
export const ANYWHERE = [
  refuse(/\\/, String.raw`regexp_extract(a, '\d', 0)`, 'a class of characters, as [0-9] or [.]'),
  refuse(/\(\?<?[=!]/, `regexp_extract(a, '(?=b)', 0)`, 'a pattern without looking around'),
]

/** What DuckDB and Databricks do not both have, or do not both mean the same by. */
export const OUTSIDE_LITERALS = [
  refuse(/"/, 'select "a"', 'a name that needs no quotes'),
  refuse(/`/, 'select `a`', 'a name that needs no quotes'),
  refuse(/\$\$/, 'select $$a$$', 'a literal in quotes'),
  refuse(/\bqualify\b/i, 'select a from t QUALIFY b = 1', 'a subselect with row_number()'),
  refuse(/\bexclude\b/i, 'select * exclude (a) from t', 'the columns by name'),
  refuse(/\bexcept\s*\(/i, 'select * except (a) from t', 'the columns by name'),
  refuse(/\bby\s+name\b/i, 'select a union all by name select a', 'the columns in one order'),
  refuse(/\b(semi|anti)\s+join\b/i, 'a left semi join b', 'exists or not exists'),
  refuse(/<=>/, 'a <=> b', 'is not distinct from'),
  refuse(/\brlike\b/i, `a rlike 'b'`, 'contains(), startswith() or regexp_extract()'),
  refuse(/\/\//, 'a // b', 'floor() of the quotient'),
  refuse(/\bdiv\b/i, 'a div b', 'floor() of the quotient'),
  refuse(/[^/]\/(?!\/)(?!\s*(nullif\(|[1-9]))/i, 'a / b', 'a / nullif(b, 0)'),
  refuse(/\bround\((?!cast\()/i, 'round(a, 1)', 'round(cast(a as decimal(28, 10)), 1)'),
  refuse(/\bextract\(\s*dow\b/i, 'extract(dow from a)', 'dayofweek()'),
  refuse(/\bconcat\(/i, 'concat(a, b)', 'a || b'),
  refuse(/\binitcap\(/i, 'initcap(a)', 'title_case()'),
  refuse(/\b(unnest|generate_series|explode|sequence)\(/i, 'unnest(a)', 'date_spine()'),
  refuse(/\b(now\(|current_date|current_timestamp)/i, 'current_date', 'the day of the run'),
]

/** Its values differ, so that none may be kept; a check that compares them within its statement may use it. */
export const HASH = refuse(/\b(xx)?hash\w*\(/i, 'hash(a)', 'md5()')

export interface Fault {
  /** What the statement has. */
  readonly found: string
  readonly instead: string
}

/** What keeps a statement from being of the shared subset. */
export function faultsIn(statement: string, refused = [...OUTSIDE_LITERALS, HASH]): Fault[] {
  const bare = statement.replaceAll(/'(?:[^']|'')*'/g, "''")
  const among = (text: string) => (refusals: readonly Refusal[]) =>
    refusals.flatMap(({ construct, instead }) => {
      const match = construct.exec(text)
      return match ? [{ found: match[0].trim(), instead }] : []
    })
  return [...among(statement)(ANYWHERE), ...among(bare)(refused)]
}

/** The same in sentences, each with the places in some files where it stands. */
export const faults = (
  statement: string,
  refused?: readonly Refusal[],
  files: readonly SourceFile[] = [],
): string[] =>
  faultsIn(statement, refused && [...refused]).map(
    ({ found, instead }) => `${placesOf(found, files)}has ${found}; wanted is ${instead}`,
  )

export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** The files of TypeScript below a folder of the project. */
export const sourcesIn = (folder: string): SourceFile[] =>
  globSync(`${folder}/**/*.ts`, { cwd: ROOT }).map((path) => ({
    path,
    text: readFileSync(join(ROOT, path), 'utf8'),
  }))

const ROOT = join(import.meta.dirname, '../..')

function placesOf(found: string, files: readonly SourceFile[]): string {
  const places = files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, at) => (line.includes(found) ? [`${path}:${at + 1}`] : [])),
  )
  return places.length > 0 ? `${places.join(' or ')} ` : ''
}
