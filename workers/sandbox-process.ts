import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** Where the stand-in servers of another process answer. */
export interface SandboxAddresses {
  readonly ga4Url: string
  readonly searchConsoleUrl: string
  readonly siteUrl: string
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
  const program = fileURLToPath(new URL('ees.ts', import.meta.url))
  const child = spawn(process.execPath, [program, 'sandbox', '--json', ...options], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Ctrl-C on the terminal is for this process, which then ends that one in its own time.
    detached: true,
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([
    new Promise<string>((resolve) => lines.once('line', resolve)),
    ended.then((code) => {
      throw new Error(
        `Starting the sandbox servers: their process ended with code ${code} before it said where they answer. Run "npx ees sandbox" to see why.`,
      )
    }),
  ])
  return {
    addresses: JSON.parse(first) as SandboxAddresses,
    close: async () => {
      child.stdin.end()
      child.kill('SIGTERM')
      await ended
    },
  }
}
