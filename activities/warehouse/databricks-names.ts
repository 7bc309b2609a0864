import type { Table } from '../../pipelines/define.ts'
import { DATABRICKS } from './dialect-databricks.ts'
import type { Schemas } from './names.ts'
import type { Target } from './target.ts'

/** Where the tables live in Unity Catalog; each an identifier. */
export interface CatalogNames {
  readonly catalog: string
  readonly raw: string
  readonly app: string
}

/** The same, with the schema of what the warehouse keeps of its own. */
export interface DatabricksNames extends CatalogNames, Schemas {}

/** The name of a table that readers see, with its catalog and schema. */
export const catalogName = (
  names: CatalogNames,
  { layer, name }: Pick<Table, 'layer' | 'name'>,
): string => joined(names.catalog, names[layer], name)

/** The name of a table of the ops schema. */
export const opsName = ({ catalog, ops }: DatabricksNames, name: string): string =>
  joined(catalog, ops, name)

export const schemaName = ({ catalog }: CatalogNames, schema: string): string =>
  joined(catalog, schema)

const joined = (...parts: readonly string[]): string => parts.map(DATABRICKS.identifier).join('.')

/** Where a write to a raw table goes. */
export interface CatalogTarget extends Target {
  /** What replacements are under way; see `databricks-swaps.ts`. */
  readonly swaps: string
}

export const targetOf = (
  names: DatabricksNames,
  { name }: { readonly name: string },
  run: string,
): CatalogTarget => ({
  name: catalogName(names, { layer: 'raw', name }),
  table: name,
  run,
  changes: opsName(names, 'changes'),
  dayChanges: opsName(names, 'day_changes'),
  swaps: opsName(names, 'swaps'),
  archive: opsName(names, `archive_${name}`),
})
