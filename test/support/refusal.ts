import { Command, CommanderError } from 'commander'

/** What a command says of bad arguments; an error where it takes them. */
export async function refusal(command: Command, args: readonly string[]): Promise<string> {
  const said: string[] = []
  const quiet = { writeErr: (text: string) => void said.push(text) }
  const program = new Command().addCommand(command.exitOverride().configureOutput(quiet))
  try {
    await program.parseAsync([command.name(), ...args], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return said.join('')
    throw error
  }
  throw new Error(`ees ${[command.name(), ...args].join(' ')} was not refused.`)
}
