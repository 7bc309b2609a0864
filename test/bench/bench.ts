import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'

import manifest from '../../package.json' with { type: 'json' }
import { benchAppend } from './bench-append.ts'
import { benchBackfill } from './bench-backfill.ts'
import { benchDatabricks } from './bench-databricks.ts'
import { benchDrops } from './bench-drops.ts'
import { benchMemory } from './bench-memory.ts'
import { benchParking } from './bench-parking.ts'
import { benchRebuild } from './bench-rebuild.ts'
import { type Measured, tableOf } from './measure.ts'
import { readOptions } from './options.ts'

// What a case needs stays in processes of its own: this one is small, since a child counts its parent's peak as its own.
const options = readOptions(process.argv.slice(2))
const folder = await mkdtemp(join(tmpdir(), 'ees-bench-'))
const lines: Measured[] = []
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => {
    rmSync(folder, { recursive: true, force: true })
    process.exit(code)
  })
try {
  say(machine())
  if (options.only.has('append')) lines.push(...(await benchAppend({ ...options, folder, say })))
  if (options.only.has('rebuild') || options.only.has('idle'))
    lines.push(...(await benchRebuild({ ...options, folder, say })))
  if (options.only.has('memory')) lines.push(...(await benchMemory({ ...options, folder, say })))
  if (options.only.has('drops')) lines.push(...(await benchDrops({ ...options, folder, say })))
  if (options.only.has('backfill'))
    lines.push(...(await benchBackfill({ ...options, folder, say })))
  if (options.only.has('databricks'))
    lines.push(...(await benchDatabricks({ ...options, folder, say })))
  if (options.only.has('parking')) lines.push(...(await benchParking({ ...options, folder, say })))
} finally {
  await rm(folder, { recursive: true, force: true })
}
process.stdout.write(`\n${machine()}\n\n${tableOf(lines)}\n`)

function machine(): string {
  const load = loadavg().map((value) => value.toFixed(1))
  return `${availableParallelism()} cores (${cpus()[0]?.model.trim() || 'of no name'}), Node ${process.version}, DuckDB ${manifest.dependencies['@duckdb/node-api']}, load ${load.join(' ')}`
}

/** What goes on goes to standard error: the table alone is the output. */
function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
