import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** Where the stand-in servers of another process answer. */
export interface SandboxAddresses {
  readonly ga4Url: string
  readonly searchConsoleUrl: string
  readonly siteUrl: string
  /** Where faults and changes are asked for. */
  readonly controlUrl: string
  readonly propertyId: string
  readonly searchConsoleSite: string
}

export interface SandboxProcess {
  readonly addresses: SandboxAddresses
  close(): Promise<void>
}

/**
 * Starts the stand-in servers in a process of their own: what they spend on making rows is not the worker's.
 * The process ends with this one, since its standard input does.
 */
export async function startSandboxProcess(
  options: readonly string[] = [],
): Promise<SandboxProcess> {
  const child = spawnSandbox(['--json', ...options], ['pipe', 'pipe', 'inherit'])
  if (!child.stdout) throw new TypeError('The sandbox was started without its output')
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([once(lines, 'line'), ended.then(([code]) => throwEnded(code))])
  return {
    addresses: addressesIn(String(first[0])),
    close: async () => {
      child.stdin?.end()
      await ended
    },
  }
}

/** The line is our own program's: it holds what the type says. */
function addressesIn(line: string): SandboxAddresses {
  const addresses: SandboxAddresses = JSON.parse(line)
  return addresses
}

/** Runs the sandbox command to its end. */
export async function runSandbox(options: readonly string[]): Promise<void> {
  const [code] = await once(spawnSandbox(options, ['ignore', 'ignore', 'inherit']), 'exit')
  if (code !== 0) throwEnded(code)
}

function spawnSandbox(options: readonly string[], stdio: StdioOptions): ChildProcess {
  const program = fileURLToPath(new URL('ees.ts', import.meta.url))
  // Ctrl-C on the terminal is for this process, which then ends that one in its own time.
  return spawn(process.execPath, [program, 'sandbox', ...options], { stdio, detached: true })
}

function throwEnded(code: unknown): never {
  throw new Error(
    `Starting the sandbox servers: their process ended with code ${String(code)} before it had done its work. Run "npx ees sandbox" to see why.`,
  )
}
