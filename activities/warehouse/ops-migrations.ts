/** The statements that take an ops schema, given as it stands in a statement, from a version to the next. */
export type OpsMigration = (ops: string) => readonly string[]

/** The first leads from version 1 to 2. Tables and columns that are new need none: they are seen to be missing. */
export const OPS_MIGRATIONS: readonly OpsMigration[] = []
