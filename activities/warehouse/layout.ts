import type { Columns, Table } from '../../pipelines/define.ts'
import type { Dialect } from './dialect.ts'
import { OPS_TABLES } from './ops-tables.ts'
import type { Schemas } from './names.ts'

export type Layer = keyof Schemas

/** Where a warehouse's tables stand, and how its statements name and create them. */
export interface Layout {
  readonly dialect: Dialect
  /** The names of the schemas, as the settings have them. */
  readonly schemas: Schemas
  /** A schema as it stands in a statement. */
  readonly schemaName: (layer: Layer) => string
  /** What follows the columns of a new table. */
  readonly options: string
  /** What the warehouse has to remember for itself, besides its mark. */
  readonly own: Readonly<Record<string, Columns>>
  /** The settings that lead to another warehouse. */
  readonly elsewhere: string
}

/** A table that is to be there. */
export interface WantedTable extends Pick<Table, 'name' | 'columns'> {
  readonly layer: Layer
  /** The columns that rows may lack. */
  readonly nullable: readonly string[]
}

/** The tables of the ops schema, then those of the pipeline. */
export function wantedTables(
  { own }: Pick<Layout, 'own'>,
  tables: readonly Table[],
): readonly WantedTable[] {
  const kept = Object.entries(OPS_TABLES).map(([name, { columns }]) => [name, columns] as const)
  const ops = [...Object.entries(own), ...kept].map(([name, columns]) => ({
    layer: 'ops' as const,
    name,
    columns,
    // What was written before a column was declared says nothing of it.
    nullable: Object.keys(columns),
  }))
  const declared = tables.map((table) => ({
    layer: table.layer,
    name: table.name,
    columns: table.columns,
    nullable: table.layer === 'raw' ? (table.nullable ?? []) : [],
  }))
  return [...ops, ...declared]
}

/** A table as it stands in a statement. */
export const placeOf = (
  { dialect, schemaName }: Layout,
  { layer, name }: Pick<WantedTable, 'layer' | 'name'>,
): string => `${schemaName(layer)}.${dialect.identifier(name)}`
