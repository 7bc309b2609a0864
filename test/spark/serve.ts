// Runs one rig for many test runs: `node test/spark/serve.ts FILE` writes its address to FILE and stays until Ctrl+C;
// `EES_RIG=FILE npm run test:databricks` then uses it, and starts at once.
import { rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'

import { startRig } from './start-rig.ts'

const [file] = process.argv.slice(2)
if (file === undefined)
  throw new Error('A file for the address was wanted: node test/spark/serve.ts FILE')

const { close, ...rig } = await startRig()
writeFileSync(file, JSON.stringify(rig))
console.log(
  `The rig listens on ${rig.settings.DATABRICKS_SERVER_HOSTNAME}; its address is in ${file}.`,
)
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
rmSync(file, { force: true })
await close()
