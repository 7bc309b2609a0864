import { Command } from 'commander'

import { type Config, readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { openService } from '../service.ts'
import { connectStarted } from '../temporal.ts'
import { startTemporalServer } from '../temporal-server.ts'
import { upLines } from '../up-lines.ts'
import { port } from './arguments.ts'
import { endAtLast, LAST_MS } from './end-at-last.ts'
import { EXIT_CODES, untilStopped } from './signals.ts'

interface Options {
  readonly port: number
  readonly uiPort: number
}

/** `ees up`: everything on this machine, until stopped. */
export const up = new Command('up')
  .description('everything on this machine: Temporal with its UI, a worker, the sandbox')
  .option('--port <n>', 'where the Temporal server answers, on 127.0.0.1', port, 7233)
  .option('--ui-port <n>', 'where its UI answers, on 127.0.0.1', port, 8233)
  .addHelpText(
    'after',
    `\nRuns and tables are kept from one start to the next. Asked to stop, it interrupts the steps under way, which the\nnext start does again, and ends within ${LAST_MS / 1000} s. Another command on the same warehouse file has its run done here.`,
  )
  .action(serve)

async function serve(options: Options): Promise<void> {
  const stopped = untilStopped()
  void stopped.then(() => endAtLast((text) => process.stderr.write(`ees up ${text}\n`)))
  const config = readConfig(process.env)
  await using open = new AsyncDisposableStack()
  const temporal = open.adopt(await startTemporal(config, options), close)
  const log = createLog(config.logLevel ?? 'error')
  const service = open.adopt(await openService(config, log, { temporal, say }), close)
  say(upLines(config, service.station, uiUrl(options)).join('\n'))
  const signal = await Promise.race([stopped, service.failed])
  say('\nStopping.')
  if (signal !== 'end') process.exitCode = EXIT_CODES[signal]
}

/** Starts the server that the other commands on this warehouse join. */
async function startTemporal(config: Config, options: Options) {
  if (config.temporal.server === 'external')
    throw new Error(
      'Starting everything on this machine: TEMPORAL_ADDRESS or TEMPORAL_PROFILE names a Temporal server that runs already. Leave both out to have one started here, or run a worker for that one with: npx ees worker',
    )
  const { dbFile } = config.temporal
  const server = await startTemporalServer({ dbFile, ...options, say })
  if (!server.joined) return connectStarted(server)
  const place = server.uiUrl ?? `${server.address}, without a UI`
  throw new Error(
    `Starting everything on this machine: another program has a Temporal server for this warehouse already, at ${place}. Use that one, or stop the program and start again.`,
  )
}

const uiUrl = ({ uiPort }: Options): string => `http://127.0.0.1:${uiPort}`

const close = (opened: { close(): Promise<void> }) => opened.close()

const say = (text: string): void => void process.stdout.write(`${text}\n`)
