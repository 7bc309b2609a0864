import { DATABRICKS } from './dialect-databricks.ts'
import { PIECES } from './title-words.ts'

/**
 * The functions of the shared SQL that Databricks lacks, by name; each session defines for itself what its statements
 * call. What DuckDB defines besides is built in here.
 */
export const DATABRICKS_FUNCTIONS: Readonly<Record<string, string>> = {
  date_spine: `CREATE OR REPLACE TEMPORARY FUNCTION date_spine(first_day DATE, last_day DATE) RETURNS TABLE (date DATE)
     RETURN SELECT explode(sequence(first_day, last_day, INTERVAL 1 DAY)) AS date`,
  // Every word with a capital, the rest in small letters: "T-Levels (E.g. Children's)".
  title_case: `CREATE OR REPLACE TEMPORARY FUNCTION title_case(text STRING) RETURNS STRING
     RETURN array_join(
       transform(
         regexp_extract_all(lower(text), ${DATABRICKS.literal(PIECES)}, 0),
         piece -> upper(left(piece, 1)) || substring(piece, 2)
       ), '')`,
}

/** The functions that a statement calls; a name in one of its texts counts too, and does no harm. */
export const functionsIn = (statement: string): [name: string, definition: string][] =>
  Object.entries(DATABRICKS_FUNCTIONS).filter(([name]) => statement.includes(`${name}(`))
