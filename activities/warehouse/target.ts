/** Where a write to a raw table goes, and what is kept of it. */
export interface Target {
  /** The table's name with its schema. */
  readonly name: string
  /** The name that it is known by in what is kept. */
  readonly table: string
  /** The table that changes of lists are kept in. */
  readonly changes: string
  /** The table that replaced days are reported in. */
  readonly dayChanges: string
  /** Where the rows of replaced days go; created when the first ones do. */
  readonly archive: string
  readonly run: string
}
