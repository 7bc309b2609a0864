/** What a case does in a process of its own, by the name of its file. */
export const TASKS = {
  'fill-raw': async () => (await import('./fill-raw.ts')).fillRaw,
  'build-bare': async () => (await import('./build-bare.ts')).buildBare,
  'run-updates': async () => (await import('./run-updates.ts')).runUpdates,
  'run-backfill': async () => (await import('./run-backfill.ts')).runBackfill,
  'run-parking': async () => (await import('./run-parking.ts')).runParking,
  'read-pages': async () => (await import('./read-pages.ts')).readPages,
  'write-drop-files': async () => (await import('./write-drop-files.ts')).writeDropFiles,
  'append-drop-files': async () => (await import('./append-drop-files.ts')).appendDropFiles,
  'read-drop-files': async () => (await import('./read-drop-files.ts')).readDropFiles,
  'load-databricks': async () => (await import('./load-databricks.ts')).loadDatabricks,
}

export type Tasks = { [Name in keyof typeof TASKS]: Awaited<ReturnType<(typeof TASKS)[Name]>> }
