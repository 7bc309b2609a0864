import { join } from 'node:path'

import { existsSync, readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { CACHE_KEY } from '../../../pipelines/ees/pipeline.ts'
import { readPipeline } from '../../../workers/registry.ts'
import { generatedDocs } from '../../../workers/tables/generated-docs.ts'

const catalogue = {
  graph: await readPipeline(join(import.meta.dirname, '../../../pipelines/ees')),
  key: CACHE_KEY,
}
const docs = generatedDocs(catalogue)
const tables = [...catalogue.graph.raw, ...catalogue.graph.app, CACHE_KEY]

describe('generatedDocs()', () => {
  test.each(Object.keys(docs))('docs/%s is as `npm run docs` writes it', (file) => {
    const place = new URL(`../../../docs/${file}`, import.meta.url)
    const text = existsSync(place) ? readFileSync(place, 'utf8') : ''
    expect(text).toBe(docs[file])
  })

  test('comes out the same each time', () => {
    expect(generatedDocs(catalogue)).toEqual(docs)
  })
})

describe('tables.md', () => {
  const page = docs['tables.md'] ?? ''

  test.each(tables)('has a section for $name, with every column', ({ name, columns }) => {
    const [, section = ''] = page.split(`### ${name}\n`)
    const [own = ''] = section.split('\n### ')
    const listed = [...own.matchAll(/^\| `(\w+)` \| (\w+) \| [^|]*\| [^|]+ \|/gm)]
    expect(listed.map(([, column, type]) => [column, type])).toEqual(Object.entries(columns))
  })

  test('links to a section for each table it lists', () => {
    const links = [...page.matchAll(/\]\(#(\w+)\)/g)].map(([, name]) => name)
    expect(links).toHaveLength(tables.length)
    expect(new Set(links)).toEqual(new Set(tables.map(({ name }) => name)))
  })
})
