import { copyFile, readdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Copies a DuckDB file under another name beside it; what an earlier case left under that name is removed. */
export async function freshCopy(file: string, name: string): Promise<string> {
  const folder = dirname(file)
  for (const left of await readdir(folder))
    if (left.startsWith(`${name}-of-`)) await rm(join(folder, left), { recursive: true })
  const copy = join(folder, `${name}-of-${basename(file)}`)
  await copyFile(file, copy)
  return copy
}
