import { literal } from './duckdb-names.ts'
import { PIECES } from './title-words.ts'

/**
 * The functions of the shared SQL that DuckDB lacks, or that mean another thing there; each connection defines them
 * for itself. A temporary macro comes before the built-in of its name.
 */
export const DUCKDB_FUNCTIONS: readonly string[] = [
  'startswith(text, start) AS starts_with(text, start)',
  'endswith(text, ending) AS ends_with(text, ending)',
  // All matches, not the first alone.
  `regexp_replace(text, pattern, replacement) AS system.main.regexp_replace(text, pattern, replacement, 'g')`,
  `date_spine(first_day, last_day) AS TABLE
     SELECT CAST(unnest(generate_series(CAST(first_day AS TIMESTAMP), CAST(last_day AS TIMESTAMP), INTERVAL 1 DAY)) AS DATE) AS date`,
  // Every word with a capital, the rest in small letters: "T-Levels (E.g. Children's)".
  `title_case(text) AS array_to_string(
     list_transform(
       regexp_extract_all(lower(text), ${literal(PIECES)}),
       lambda piece: upper(piece[1]) || piece[2:]
     ), '')`,
].map((macro) => `CREATE OR REPLACE TEMP MACRO ${macro}`)
