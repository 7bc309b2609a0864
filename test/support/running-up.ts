import { freePort } from './free-port.ts'
import { type RunningEes, spawnEes } from './running-ees.ts'

/** `ees up` in a process of its own, once it has said that all is there. */
export interface RunningUp extends RunningEes {
  readonly uiUrl: string
  /** Of the Temporal server. */
  readonly address: string
  /** The UI's form for starting a backfill, as it was printed. */
  readonly startForm: string
  /** Asks the sandbox for something, as `faults` with a fault; throws unless it does as asked. */
  control(what: 'faults' | 'clear', body?: object): Promise<void>
  /** Ends it as Ctrl-C does. */
  stop(): RunningEes['ended']
}

/** Starts `ees up` on ports that were free, with no setting but these; whoever starts it ends it. */
export async function startUp(
  settings: Record<string, string>,
  [port, uiPort]: readonly number[] = [],
): Promise<RunningUp> {
  const ports = [port ?? (await freePort()), uiPort ?? (await freePort())].map(String)
  const [portOption = '', uiPortOption = ''] = ports
  const running = spawnEes(['up', '--port', portOption, '--ui-port', uiPortOption], settings)
  await running.said('Ctrl-C stops all of it')
  const printed = (pattern: RegExp) => pattern.exec(running.stdout())?.[1] ?? ''
  const controlUrl = printed(/^Sandbox control +(\S+)/m)
  return {
    ...running,
    uiUrl: `http://127.0.0.1:${uiPortOption}`,
    address: printed(/^Temporal +([\d.:]+)/m),
    startForm: printed(/^ +(http:\S+start-workflow\S+)/m),
    control: async (what, body = {}) => {
      const response = await fetch(`${controlUrl}/${what}`, {
        method: 'POST',
        body: JSON.stringify(body),
      })
      if (!response.ok) throw new Error(`The sandbox answered ${await response.text()}`)
    },
    stop: () => {
      running.kill('SIGINT')
      return running.ended
    },
  }
}
