import { createHash } from 'node:crypto'

import type { AppTable } from '../../pipelines/define.ts'
import { final } from '../failure.ts'

/** The schemas of a warehouse; each an identifier. */
export interface Schemas {
  readonly raw: string
  readonly app: string
  readonly ops: string
}

const STAGED = /^staged_([0-9a-z]+)__(.+)$/

/** The version of an app table that a run has built and not published yet, without its schema. */
export function stagedName(run: string, table: AppTable): string {
  const name = `staged_${run}__${table.name}`
  if (STAGED.exec(name)?.[1] === run) return name
  throw final(
    'BadInput',
    `Naming what a run has staged: the run is "${run}", wanted are small letters and digits alone. It is made from the workflow run's id, without its dashes.`,
  )
}

/** The run that a staged table belongs to, or undefined for any other name. */
export const runOf = (name: string): string | undefined => STAGED.exec(name)?.[1]

export const digest = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 32)
