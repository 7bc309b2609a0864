import { parseArgs } from 'node:util'

export const CASES = [
  'append',
  'rebuild',
  'idle',
  'memory',
  'drops',
  'backfill',
  'parking',
  'databricks',
] as const

export type CaseName = (typeof CASES)[number]

export interface Options {
  readonly only: ReadonlySet<CaseName>
  /** Event rows of the case "append"; the others have them in the same proportion. */
  readonly rows: number
  /** How often each side is measured; the best counts. */
  readonly times: number
}

const USAGE = `npm run bench -- [--only ${CASES.join(',')}] [--rows 1000000] [--times 3]`

/** @throws where an option is unknown or no number, and says how it is written. */
export function readOptions(args: readonly string[]): Options {
  const values = valuesIn(args)
  const only = values.only.split(',').map((name) => {
    const known = CASES.find((each) => each === name)
    if (known) return known
    throw new Error(`No case is named "${name}". ${USAGE}`)
  })
  return { only: new Set(only), rows: whole(values.rows), times: whole(values.times) }
}

function valuesIn(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', default: CASES.filter((name) => name !== 'databricks').join(',') },
        rows: { type: 'string', default: '1000000' },
        times: { type: 'string', default: '3' },
      },
    }).values
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}. ${USAGE}`, {
      cause: error,
    })
  }
}

function whole(text: string): number {
  const number = Number(text.replaceAll(/[,_]/g, ''))
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new Error(`"${text}" is no whole number from 1. ${USAGE}`)
}
