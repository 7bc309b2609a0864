import type { Warehouse } from '../../activities/warehouse/warehouse.ts'
import type { Config } from '../../workers/config.ts'
import * as own from '../../workers/warehouse.ts'
import { during } from './announce.ts'

/** The program's own warehouse, which tells what it is asked to do. */
export async function openWarehouse(config: Config): Promise<Warehouse> {
  const warehouse = await own.openWarehouse(config)
  return {
    ...warehouse,
    prepare: (...asked) => during('planning', 'run', () => warehouse.prepare(...asked)),
    append: (batch, ...asked) =>
      during('appending', batch.table.name, () => warehouse.append(batch, ...asked)),
    appendFiles: (batch, ...asked) =>
      during('appending', batch.table.name, () => warehouse.appendFiles(batch, ...asked)),
    replace: (batch, ...asked) =>
      during('appending', batch.table.name, () => warehouse.replace(batch, ...asked)),
    build: (table, ...asked) =>
      during('building', table.name, () => warehouse.build(table, ...asked)),
    publish: (...asked) => during('publishing', 'run', () => warehouse.publish(...asked)),
    record: (table, rows) => {
      const keep = () => warehouse.record(table, rows)
      const [row = {}] = rows
      if ('step' in row && table === 'steps') return during('settling', String(row.step), keep)
      if ('ended_at' in row && row.ended_at && table === 'runs')
        return during('finishing', 'run', keep)
      return keep()
    },
  }
}
