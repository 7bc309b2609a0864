import { spawnSync } from 'node:child_process'

const JAVA = 17

/** The tools that the rig runs by, and those that only its set-up needs. */
const RUN = [
  { command: 'java', args: ['-version'], install: `Java ${JAVA} or 21 (adoptium.net)` },
  { command: 'openssl', args: ['version'], install: 'OpenSSL (openssl.org)' },
] as const
const SET_UP = [
  {
    command: 'python3',
    args: ['-m', 'pip', '--version'],
    install: 'Python 3 with pip (python.org)',
  },
  { command: 'mvn', args: ['--version'], install: 'Maven 3.8 or later (maven.apache.org)' },
  { command: 'tar', args: ['--version'], install: 'tar' },
] as const

/**
 * @param setUp whether the jars are yet to be fetched
 * @throws where a tool is missing or too old; names all of them
 */
export function requireTools(setUp: boolean, env: NodeJS.ProcessEnv): void {
  const missing = [...RUN, ...(setUp ? SET_UP : [])].flatMap(({ command, args, install }) => {
    const { status, stdout, stderr } = spawnSync(command, args, { env, encoding: 'utf8' })
    const found = status === 0 ? `${stdout}${stderr}` : undefined
    if (found === undefined) return [`- ${install}: \`${[command, ...args].join(' ')}\` fails`]
    const version = command === 'java' ? Number(/version "(\d+)/.exec(found)?.[1] ?? 0) : JAVA
    return version < JAVA ? [`- ${install}: found ${found.split('\n')[0]}`] : []
  })
  if (missing.length === 0) return
  throw new Error(
    `The tests against Databricks' driver need Spark, and Spark needs what this machine lacks. Install it and run the command again:\n${missing.join('\n')}`,
  )
}
