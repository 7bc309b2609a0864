import { appendDrops } from '../../activities/append-drops.ts'
import { createParquetDrops } from '../../activities/sources/parquet-drops.ts'
import { openDuckDb } from '../../activities/warehouse/duckdb.ts'
import { SCHEMAS } from './duckdb-site.ts'
import { calls } from './tables.ts'

/**
 * Appends the drops of a folder in a process of its own, so that it can be killed:
 * `node append-drops-child.ts FILE ROOT`. Says the rows after each batch.
 */
const [path = '', root = ''] = process.argv.slice(2)

const warehouse = await openDuckDb({ path, schemas: SCHEMAS })
await warehouse.prepare([calls], 'sandbox')
await appendDrops(
  {
    sources: { 'parquet-drops': createParquetDrops(root) },
    warehouse,
    now: () => new Date(),
  },
  { table: calls, progress: (rows) => process.stdout.write(`${rows} rows\n`) },
  { run: 'child', runDay: '2026-01-07', signal: new AbortController().signal },
)
await warehouse.close()
