import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { temporaryFolder } from './temporary-folder.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What the program and its workflows are made of. */
const PARTS = [
  'activities',
  'checks',
  'pipelines',
  'sandbox',
  'scripts',
  'workers',
  'workflows',
  'package.json',
]

/** A change of the program's text. */
export interface Edit {
  /** From the project's folder. */
  readonly file: string
  /** What is replaced; without it `to` is a new file's whole text. */
  readonly from?: string
  readonly to: string
}

/** Another version of the program, which is gone when the test ends. */
export function changedProgram(edits: readonly Edit[]): string {
  const folder = temporaryFolder()
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  for (const { file, from, to } of edits) {
    const path = join(folder, file)
    writeFileSync(path, from === undefined ? to : edited(readFileSync(path, 'utf8'), { from, to }))
  }
  return folder
}

function edited(
  text: string,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  if (!text.includes(from)) throw new Error(`The program has no "${from}" to be changed.`)
  return text.replace(from, () => to)
}
