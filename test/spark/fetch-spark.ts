import { rmSync } from 'node:fs'
import { join } from 'node:path'

import { type Place, runTool, verify } from './fetching.ts'
import type { Pins } from './pins.ts'

/** Fetches Spark's jars by `pip`. */
export async function fetchSpark({ version, sha256 }: Pins['spark'], place: Place): Promise<void> {
  const { staging, jars, env } = place
  const name = `pyspark-${version}`
  const download = ['-m', 'pip', 'download', '--no-deps', '--no-binary=:all:', '--dest', staging]
  await runTool('python3', [...download, `pyspark==${version}`], env)
  const archive = join(staging, `${name}.tar.gz`)
  await verify(archive, sha256)
  const jarsOnly = ['--strip-components=3', `${name}/deps/jars`]
  await runTool('tar', ['-xzf', archive, '-C', jars, ...jarsOnly], env)
  rmSync(archive)
}
