/** Something of a warehouse that is not as the program wants it. */
export type Lack = {
  /** `mark`: what the warehouse keeps of its version and of what feeds it. */
  readonly of: 'schema' | 'mark' | 'table'
  /** A clause, such as `the table analytics_raw.ees_ga4_page is missing`. */
  readonly what: string
} & (
  | {
      /** `run`: whatever opens the warehouse does it. `migrate`: it changes a table with rows, so a person has it done. */
      readonly by: 'run' | 'migrate'
      /** What mends it. */
      readonly statement: string
    }
  /** An update mends it, once it builds that table. */
  | { readonly by: 'build' }
  | {
      readonly by: 'person'
      /** What to do, a sentence without its full stop. */
      readonly advice: string
    }
)
