import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A file of the project's code; paths are from the project's folder. */
export interface Source {
  readonly path: string
  readonly text: string
  readonly imports: readonly Import[]
}

export interface Import {
  /** A path of the project, or the name of a package or a Node module. */
  readonly of: string
  readonly local: boolean
  readonly typeOnly: boolean
}

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const NOT_OURS = new Set(['node_modules', '.git', '.ees', '.cache', 'coverage'])

/** Every file of the project, sorted. */
export function projectFiles(folder = ROOT): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? projectFiles(path) : [relative(ROOT, path)]
    })
    .toSorted()
}

export const readProjectFile = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** Every file of code, with what it imports. */
export const projectSources = (): Source[] =>
  projectFiles()
    .filter((path) => /\.(ts|mjs)$/.test(path) && path.includes('/'))
    .map((path) => sourceOf(path, readProjectFile(path)))

/** Reads imports as the formatter leaves them: `import … from`, `export … from`, `import '…'` and `import('…')`. */
export function sourceOf(path: string, text: string): Source {
  const imports = [
    ...text.matchAll(/^(?:import|export)\s+(type\s)?([^'"`;]*?\sfrom\s+)?'([^']+)'/gm),
    ...text.matchAll(/\bimport\(()()'([^']+)'\)/g),
  ].map(([, type, what = '', of = '']) => ({
    of: of.startsWith('.') ? normalize(join(dirname(path), of)) : of,
    local: of.startsWith('.'),
    typeOnly: Boolean(type) || /^\{(\s*type\s\w+( as \w+)?,?\s*)+\}\s*from/.test(what),
  }))
  return { path, text, imports }
}
