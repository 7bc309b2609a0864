import { spawnSync } from 'node:child_process'

import { parseAllDocuments } from 'yaml'

import { type Config, readConfig } from '../../workers/config.ts'
import { readProjectFile } from './sources.ts'

/** The documents of a YAML file of the project; a fault in one is thrown. */
export function readYaml(path: string): unknown[] {
  return parseAllDocuments(readProjectFile(path)).map((document) => {
    const [fault] = [...document.errors, ...document.warnings]
    if (fault) throw fault
    return document.toJS()
  })
}

/** Reads settings as the program in the container would; a fault is thrown. Some file stands for the key. */
export const configIn = (environment: Readonly<Record<string, string>>): Config =>
  readConfig({
    ...environment,
    ...('GOOGLE_APPLICATION_CREDENTIALS' in environment && {
      GOOGLE_APPLICATION_CREDENTIALS: 'package.json',
    }),
  })

/** Whether the program has a command of this name and knows its options. */
export const isCommandLine = (args: readonly string[]): boolean =>
  helpOf(args).startsWith(`Usage: ees ${args.filter((arg) => !arg.startsWith('-')).join(' ')}`)

/** By when a worker that was asked to stop has ended, in seconds, as its help says. */
export const workerEndsWithin = (): number =>
  Number(/within\s+(\d+) s/.exec(helpOf(['worker']))?.[1])

function helpOf(args: readonly string[]): string {
  const program = ['workers/ees.ts', ...args, '--help']
  return spawnSync(process.execPath, program, { encoding: 'utf8' }).stdout
}
