import { showBounds } from '../../checks/bounds.ts'
import { appChecks } from '../../checks/app-table.ts'
import { newestAgree } from '../../checks/key.ts'
import type { AppTable, Columns, Meaning, RawTable, Table } from '../../pipelines/define.ts'
import { meaningOf } from '../../pipelines/ees/columns.ts'
import type { CACHE_KEY } from '../../pipelines/ees/pipeline.ts'
import { type Graph, parentsOf } from '../../pipelines/graph.ts'
import { filesOf, FILLED, originOf } from './source-text.ts'

/** All that there is to describe: the tables, and the key that waits for some of them. */
export interface Catalogue {
  readonly graph: Graph
  readonly key: typeof CACHE_KEY
}

/** What a person is to know of a table, in the words of every rendering; names of columns and tables stand in `…`. */
export interface Description {
  readonly name: string
  readonly layer: 'raw' | 'app' | 'key'
  readonly about: string
  /** Where it comes from and goes to, and how far it reaches: labels and texts. */
  readonly facts: readonly (readonly [label: string, text: string])[]
  readonly columns: readonly DescribedColumn[]
  /** What is checked before its rows are kept, a sentence each. */
  readonly holds: readonly string[]
}

export interface DescribedColumn extends Meaning {
  readonly name: string
  readonly type: string
  /** What the source calls it, of raw tables that are asked for. */
  readonly origin?: string
}

/** Every table: those of the dashboard in build order, the key, and what they are made of. */
export const describeAll = (catalogue: Catalogue): readonly Description[] => [
  ...catalogue.graph.app.map((table) => describeApp(table, catalogue)),
  describeKey(catalogue),
  ...catalogue.graph.raw.map((table) => describeRaw(table, catalogue)),
]

function describeRaw(table: RawTable, catalogue: Catalogue): Description {
  const { key, source, coverage, bounds, nullable = [], atLeast } = table
  const parents = parentsOf(table).map(({ name }) => name)
  const days = coverage
    ? `Every day from ${coverage.coveredFrom} to the newest has rows${coverage.gaps === 'warn' ? '; one without is a warning' : ''}.`
    : ''
  return {
    ...common(table, originOf(table)),
    layer: 'raw',
    facts: [
      ['Filled', FILLED[source.kind]],
      ...filesOf(table),
      ...(parents.length > 0 ? ([['Reads', list(parents)]] as const) : []),
      ['Read by', readersOf(table, catalogue)],
      ...(key.length > 0 ? ([['Key', list(key)]] as const) : []),
      ...(coverage
        ? ([
            ['First day', coverage.firstDay],
            ['Lag', lag(coverage.lagDays)],
          ] as const)
        : []),
    ],
    holds: [
      key.length > 0 ? `No two rows have the same ${key.join(', ')}.` : '',
      `No column is NULL${nullable.length > 0 ? ` but ${nullable.join(', ')}` : ''}.`,
      source.kind === 'parquet-drops'
        ? 'Each file is whole and has rows, has the columns of the table in their types, and is read once.'
        : '',
      atLeast ? `It has ${atLeast} rows or more.` : '',
      days,
      coverage ? 'A day that is there stays as it is, and is not added to.' : '',
      bounds ? `Its rows are as many as there were, ${showBounds(bounds)}.` : '',
    ].filter((sentence) => sentence !== ''),
  }
}

function describeApp(table: AppTable, catalogue: Catalogue): Description {
  const sources = rawAncestors(table)
  const lags = sources.flatMap(({ coverage }) => (coverage ? [coverage.lagDays] : []))
  const dated = 'date' in table.columns
  return {
    ...common(table),
    layer: 'app',
    facts: [
      ['Reads', list(parentsOf(table).map(({ name }) => name))],
      ['Read by', readersOf(table, catalogue)],
      ['Key', list(table.key ?? Object.keys(table.columns))],
      ...(dated ? ([['First day', firstDay(table)]] as const) : []),
      ...(lags.length > 0 ? ([['Lag', lag(Math.max(...lags))]] as const) : []),
    ],
    holds: appChecks(table).map(({ holds }) => holds),
  }
}

function describeKey({ key }: Catalogue): Description {
  const { name, promises } = key
  return {
    ...common(key),
    layer: 'key',
    facts: [
      ['Waits for', list(promises.map((table) => table.name))],
      ['Written', 'in one statement, last of all, and only when what it says is true'],
    ],
    holds: ['There is exactly one row.', newestAgree(name, promises).holds],
  }
}

type Told = Pick<Table, 'name' | 'meanings' | 'about'> & { readonly columns: Columns }

const common = (table: Told, origins: ReadonlyMap<string, string> = new Map()) => ({
  name: table.name,
  about: table.about ?? '',
  columns: Object.entries(table.columns).map(([name, type]) => {
    const origin = origins.get(name)
    return { name, type, ...meaningOf(table, name), ...(origin && { origin }) }
  }),
})

const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')

const lag = (days: number): string => `${days} days, until the numbers of a day are final`

const firstDay = ({ since }: AppTable): string =>
  since === undefined || since === 'own-first-day' ? 'the first of what it reads' : since

function readersOf(table: Table, { graph, key }: Catalogue): string {
  const readers = [...graph.raw, ...graph.app].filter((reader) => parentsOf(reader).includes(table))
  const promised = key.promises.some((promise) => promise === table)
  const names = [...readers.map(({ name }) => name), ...(promised ? [key.name] : [])]
  if (names.length > 0) return list(names)
  return table.layer === 'app' ? 'the dashboard alone' : 'no table'
}

/** The raw tables that a table is made of, through others too. */
function rawAncestors(table: Table): readonly RawTable[] {
  if (table.layer === 'raw') return [table]
  return [...new Set(parentsOf(table).flatMap(rawAncestors))]
}
