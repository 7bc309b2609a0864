import type { Table } from '../../pipelines/define.ts'
import { final } from '../failure.ts'
import { faultyColumns, type Found, holds } from './columns.ts'
import { definitionsIn } from './dialect.ts'
import type { Inventory, Thing } from './inventory.ts'
import type { Lack } from './lack.ts'
import { type Layout, placeOf, type WantedTable, wantedTables } from './layout.ts'
import { markLacks } from './mark-lacks.ts'

interface Wanted {
  readonly layout: Layout
  readonly tables: readonly Table[]
  readonly sources: 'sandbox' | 'live'
}

/** What is not as the declarations want it, in the order in which it is to be mended. */
export function lacksOf(inventory: Inventory, { layout, tables, sources }: Wanted): Lack[] {
  return [
    ...schemaLacks(inventory, layout),
    ...markLacks(inventory, { layout, sources }),
    ...wantedTables(layout, tables).flatMap((table) =>
      tableLacks(inventory.tables[table.layer].get(table.name.toLowerCase()), table, layout),
    ),
  ]
}

function schemaLacks({ schemas }: Inventory, layout: Layout): Lack[] {
  const wanted = new Map(
    (['raw', 'app', 'ops'] as const).map((layer) => [layout.schemas[layer].toLowerCase(), layer]),
  )
  return [...wanted]
    .filter(([name]) => !schemas.has(name))
    .map(([, layer]) => ({
      of: 'schema',
      what: `the schema ${layout.schemas[layer]} is missing`,
      by: 'run',
      statement: `CREATE SCHEMA IF NOT EXISTS ${layout.schemaName(layer)}`,
    }))
}

function tableLacks(there: Thing | undefined, table: WantedTable, layout: Layout): Lack[] {
  if (there === undefined) return [missing(table, layout)]
  const shown = `${layout.schemas[table.layer]}.${table.name}`
  if (there === 'view')
    return [
      {
        of: 'table',
        what: `${shown} is a view, wanted is a table`,
        by: 'person',
        advice: 'Drop the view, or give it another name',
      },
    ]
  if ('refused' in there)
    return [
      {
        of: 'table',
        what: `${shown} may not be read (${there.refused})`,
        by: 'person',
        advice: 'Have this user granted SELECT and MODIFY on it',
      },
    ]
  return columnLacks(there, table, layout)
}

function missing(table: WantedTable, layout: Layout): Lack {
  const columns = definitionsIn(layout.dialect, table.columns)
  return {
    of: 'table',
    what: `the table ${layout.schemas[table.layer]}.${table.name} is missing`,
    by: 'run',
    statement: `CREATE TABLE IF NOT EXISTS ${placeOf(layout, table)} (${columns})${layout.options}`,
  }
}

function columnLacks(there: Found, table: WantedTable, layout: Layout): Lack[] {
  const { dialect, schemas } = layout
  const { columns, layer, name } = table
  const faults = faultyColumns(there, { columns, agrees: holds(dialect), orElse: 'or wider' })
  return faults.map(({ column, kind, clause }): Lack => {
    const told = { of: 'table', what: `in ${schemas[layer]}.${name} ${clause}` } as const
    const type = columns[column]
    // The rows of an app table are made from others: an update that builds it makes its columns too.
    if (layer === 'app') return { ...told, by: 'build' }
    if (kind === 'missing' && type && table.nullable.includes(column))
      return {
        ...told,
        by: 'migrate',
        statement: `ALTER TABLE ${placeOf(layout, table)} ADD COLUMN ${dialect.identifier(column)} ${dialect.types[type]}`,
      }
    return { ...told, by: 'person', advice: 'Mend the tables by hand (ALTER TABLE)' }
  })
}

/**
 * Refuses where some of what is lacking is not to be mended by this: by a run, which only creates; by `migrate`, which
 * also changes what is understood.
 * @returns the statements that mend the rest
 */
export function mendable(lacks: readonly Lack[], by: 'run' | 'migrate'): Mendable[] {
  const refused = lacks.filter(
    (lack) => lack.by === 'person' || (lack.by === 'migrate' && by === 'run'),
  )
  if (refused.length > 0) throw refusal(refused)
  return lacks.filter((lack) => 'statement' in lack)
}

export type Mendable = Extract<Lack, { statement: string }>

const refusal = (lacks: readonly Lack[]) =>
  final(
    'Warehouse',
    `Opening the warehouse: ${lacks.map(({ what }) => what).join('; ')}. ${adviceOn(lacks).join('. ')}. Nothing was written.`,
  )

/** What to do about it, once each. */
export const adviceOn = (lacks: readonly Lack[]): string[] => [
  ...new Set(
    lacks.flatMap((lack) => {
      if (lack.by === 'person') return [lack.advice]
      return lack.by === 'migrate' ? ['Have it brought up to date with: npx ees migrate'] : []
    }),
  ),
]
