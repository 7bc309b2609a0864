// Has a folder and a process kept as the rig has, and waits to be killed: `node keep-child.ts FOLDER`.
import { spawn } from 'node:child_process'

import { keep } from './keep.ts'

const [folder = ''] = process.argv.slice(2)
const kept = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
keep(folder).watch(kept.pid)
console.log(kept.pid)
setInterval(() => undefined, 1000)
