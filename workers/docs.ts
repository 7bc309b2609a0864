import { mkdir, writeFile } from 'node:fs/promises'

import { CACHE_KEY } from '../pipelines/ees/pipeline.ts'
import { readGraph } from './station.ts'
import { generatedDocs } from './tables/generated-docs.ts'

const DOCS = new URL('../docs/', import.meta.url)

await mkdir(DOCS, { recursive: true })
const docs = generatedDocs({ graph: await readGraph(), key: CACHE_KEY })
for (const [file, text] of Object.entries(docs)) await writeFile(new URL(file, DOCS), text)
