import { TASKS } from './tasks.ts'

const [name = '', input = '{}'] = process.argv.slice(2)
const load = Object.entries(TASKS).find(([task]) => task === name)?.[1]
if (!load) throw new Error(`No task is named ${name}; there are ${Object.keys(TASKS).join(', ')}.`)
const task: (input: never) => Promise<unknown> = await load()
const result = await task(JSON.parse(input) as never)
// Linux and macOS count in different units; Node makes kilobytes of both.
const done = { result, peakMb: process.resourceUsage().maxRSS / 1024 }
if (process.send) process.send(done)
else process.stdout.write(`${JSON.stringify(done, null, 2)}\n`)
process.disconnect?.()
