import { spawn } from 'node:child_process'

const TAIL = 20

/**
 * Runs a command to its end, out of sight; it ends with this process.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ code: number, output: string }>} its exit code and the last lines that it printed
 * @throws where there is no such command
 */
export function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const stop = () => child.kill()
    process.once('exit', stop)
    let output = ''
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      output = (output + chunk).split('\n').slice(-TAIL).join('\n')
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', (cause) => {
      const absent = 'code' in cause && cause.code === 'ENOENT'
      const reason = absent ? 'is not on the PATH' : `does not start: ${cause.message}`
      reject(new Error(`\`${command}\` ${reason}`, { cause }))
    })
    child.once('close', (code) => {
      process.off('exit', stop)
      resolve({ code: code ?? 1, output: output.trim() })
    })
  })
}
