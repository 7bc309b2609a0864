import type { Catalogue } from './description.ts'
import { graphSvg } from './graph-svg.ts'
import { tablesMarkdown } from './markdown.ts'

/** The files of the folder docs that are written from the declarations: text by name. */
export const generatedDocs = (catalogue: Catalogue): Readonly<Record<string, string>> => ({
  'tables.md': tablesMarkdown(catalogue),
  'graph.svg': graphSvg(catalogue),
})
