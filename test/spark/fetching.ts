import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'

import { run } from '../../scripts/run.mjs'

/** Where a set-up works. */
export interface Place {
  /** For what is not kept. */
  readonly staging: string
  /** For the jars. */
  readonly jars: string
  readonly env: NodeJS.ProcessEnv
}

/** @throws where the tool fails, with what it printed last */
export async function runTool(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { code, output } = await run(command, args, { env })
  if (code === 0) return
  throw new Error(
    `\`${[command, ...args].join(' ')}\` failed with exit code ${code}. See what it says, and where its own settings have it download from:\n${output}`,
  )
}

/** @throws where the file is not the published one */
export async function verify(file: string, sha256: string): Promise<void> {
  if (!existsSync(file))
    throw new Error(`${file} was to be downloaded; the tool ended well without it.`)
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  const found = hash.digest('hex')
  if (found !== sha256)
    throw new Error(
      `${file} has the SHA-256 ${found}, wanted ${sha256}: not the published file. Nothing was installed.`,
    )
}
