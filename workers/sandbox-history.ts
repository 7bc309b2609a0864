import type { Deps } from '../activities/deps.ts'
import { importHistory } from '../activities/import-history.ts'
import { makeTemporaryFolder } from '../activities/temporary-folder.ts'
import { sql } from '../pipelines/define.ts'
import { runSandbox } from './sandbox-process.ts'

/** Lets the sandbox write the history that it stands for, and loads it, unless it was loaded before. */
export async function loadSandboxHistory(
  deps: Pick<Deps, 'graph' | 'warehouse' | 'sourcesKind' | 'now'>,
  say: (text: string) => void = () => undefined,
): Promise<void> {
  if (await hasHistory(deps)) return
  say('Loading the history before Google Analytics 4, once.')
  const folder = await makeTemporaryFolder('sandbox-history')
  try {
    await runSandbox(['--history', folder.path])
    await importHistory(deps, folder.path)
  } finally {
    await folder.remove()
  }
}

async function hasHistory({
  graph,
  warehouse,
  sourcesKind,
}: Pick<Deps, 'graph' | 'warehouse' | 'sourcesKind'>) {
  await warehouse.prepare([...graph.raw, ...graph.app], sourcesKind)
  const scope = { run: 'history', runDay: '2020-01-01' }
  for (const table of graph.raw.filter(({ source }) => source.kind === 'frozen')) {
    const [row] = await warehouse.query(sql`select count(*) as n from ${table}`, scope)
    if (row?.['n'] === 0) return false
  }
  return true
}
