import type { Table } from '../../pipelines/define.ts'

/** Where the tables live in Unity Catalog; each an identifier. */
export interface CatalogNames {
  readonly catalog: string
  readonly raw: string
  readonly app: string
}

/** The name of a table that readers see, with its catalog and schema. */
export const catalogName = (
  names: CatalogNames,
  { layer, name }: Pick<Table, 'layer' | 'name'>,
): string => [names.catalog, names[layer], name].map((part) => `\`${part}\``).join('.')
