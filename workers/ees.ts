#!/usr/bin/env node
import { ApplicationFailure } from '@temporalio/common'
import { Command, CommanderError } from 'commander'

import manifest from '../package.json' with { type: 'json' }
import { backfill } from './commands/backfill.ts'
import { doctor } from './commands/doctor.ts'
import { importHistory } from './commands/import-history.ts'
import { migrate } from './commands/migrate.ts'
import { plan } from './commands/plan.ts'
import { resolve } from './commands/resolve.ts'
import { sandbox } from './commands/sandbox.ts'
import { schedule } from './commands/schedule.ts'
import { status } from './commands/status.ts'
import { tables } from './commands/tables.ts'
import { up } from './commands/up.ts'
import { update } from './commands/update.ts'
import { verify } from './commands/verify.ts'
import { worker } from './commands/worker.ts'

const FAILED = 1
const BAD_ARGUMENTS = 2

const program = new Command('ees')
  .description(manifest.description)
  .version(manifest.version)
  .showHelpAfterError('Say --help for what there is.')
  .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 bad arguments, 130 stopped by Ctrl-C.')

const COMMANDS = [
  update,
  backfill,
  plan,
  status,
  resolve,
  schedule,
  worker,
  up,
  doctor,
  migrate,
  importHistory,
  verify,
  tables,
  sandbox,
]
for (const command of COMMANDS) program.addCommand(command.copyInheritedSettings(program))
for (const command of [program, ...program.commands, ...schedule.commands]) command.exitOverride()

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = codeOf(error)
}

function codeOf(error: unknown): number {
  // Commander has said itself what was wrong with the arguments, or shown the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_ARGUMENTS
  process.stderr.write(`\n${textOf(error)}\n`)
  return FAILED
}

/** What a person can act on; where the program itself is at fault, also where. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const ours = error instanceof ApplicationFailure || error.constructor === Error
  return ours ? error.message : (error.stack ?? error.message)
}
