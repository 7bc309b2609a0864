import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import { Connection } from '@temporalio/client'
import { onTestFinished } from 'vitest'

import { findTemporal } from '../../scripts/temporal-binary.mjs'
import { freePort } from './free-port.ts'
import { temporaryFolder } from './temporary-folder.ts'

/**
 * Starts `temporal` with a container's arguments, but on loopback, on free ports and with a file of its own.
 * @returns its address
 */
export async function startedWith(args: readonly string[]): Promise<string> {
  const [port, uiPort] = [await freePort(), await freePort()]
  const here = args.map((arg) =>
    arg
      .replace(/^--ip=.*/, '--ip=127.0.0.1')
      .replace(/^--db-filename=.*/, `--db-filename=${join(temporaryFolder(), 'temporal.db')}`),
  )
  const child = spawn(temporal(), [...here, `--port=${port}`, `--ui-port=${uiPort}`], {
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return `127.0.0.1:${port}`
}

/** Runs `temporal` to its end; throws with what it said where that is not 0. */
export const runTemporal = (args: readonly string[]): string =>
  execFileSync(temporal(), args, { encoding: 'utf8' })

function temporal(): string {
  const binary = findTemporal(process.env)
  if (binary !== undefined) return binary
  throw new Error('The tests have no `temporal`; run node scripts/setup.mjs.')
}

/** The search attributes that a server has besides its own; it has them soon after it answers. */
export async function searchAttributes(address: string, count: number): Promise<object> {
  const connection = await Connection.connect({ address, connectTimeout: '20 seconds' })
  onTestFinished(() => connection.close())
  for (;;) {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({
      namespace: 'default',
    })
    if (Object.keys(customAttributes).length >= count) return customAttributes
    await setTimeout(50)
  }
}
