import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { Table } from '../pipelines/define.ts'
import { type Graph, graphOf } from '../pipelines/graph.ts'

/** The tables of the pipeline in a folder, by its `raw` and `app` folders: a file is a table, named after it. */
export async function readPipeline(folder: string): Promise<Graph> {
  const layers = await Promise.all(['raw', 'app'].map((layer) => readTables(join(folder, layer))))
  return graphOf(layers.flat())
}

async function readTables(folder: string): Promise<Table[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort()
  return Promise.all(files.map((file) => readTable(join(folder, file))))
}

async function readTable(file: string): Promise<Table> {
  const name = basename(file, '.ts')
  const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(file).href)
  const table = module[name]
  if (isTable(table) && table.name === name) return table
  throw new Error(
    `Reading the table file ${file}: it has to export a table named ${name}, declared with that name; found are the exports ${Object.keys(module).join(', ') || '(none)'}.`,
  )
}

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && 'layer' in value && 'name' in value
