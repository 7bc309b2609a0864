import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { freePort } from '../support/free-port.ts'
import { serveControl } from './control.ts'
import { installSpark } from './install.ts'
import { keep } from './keep.ts'
import { type Rig, rigAt } from './rig.ts'
import { tableFolder } from './java-command.ts'
import { makeCertificate } from './shim/certificate.ts'
import { type Shim, startShim } from './shim/shim.ts'
import { startSpark } from './spark.ts'

const CATALOG = 'catalog_40_copper_statistics_services'
const VOLUME = `/Volumes/${CATALOG}/analytics_ops/staging`
const HTTP_PATH = '/sql/1.0/warehouses/0123456789abcdef'

const credentialsOf = () => ({
  token: `dapi${randomBytes(16).toString('hex')}`,
  clientId: '2a9b6f5e-1c3d-4e8f-9a0b-7c6d5e4f3a2b',
  clientSecret: `dose${randomBytes(16).toString('hex')}`,
})

export interface StartedRig extends Rig {
  /** Stops it; nothing is left. */
  readonly close: () => Promise<void>
}

/**
 * Starts a rig: open-source Spark with Delta behind a shim that speaks as Databricks does. What it needs is installed
 * first. It leaves nothing behind, also where this process is killed.
 */
export async function startRig(): Promise<StartedRig> {
  const jars = await installSpark(process.env)
  const folder = mkdtempSync(join(tmpdir(), 'ees-rig-'))
  const keeper = keep(folder)
  try {
    mkdirSync(join(folder, VOLUME), { recursive: true })
    const certificate = makeCertificate(folder)
    const credentials = credentialsOf()
    const sparkPort = await freePort()
    const spark = await switchable({ jars, folder, port: sparkPort, watch: keeper.watch })
    const served = { certificate, credentials, httpPath: HTTP_PATH, catalog: CATALOG }
    const shim = await startShim({ ...served, folder, sparkPort, serves: spark.serves })
    const control = await serveControl(ordersOf(spark, shim))
    return {
      ...rigAt({
        settings: {
          WAREHOUSE: 'databricks',
          DATABRICKS_SERVER_HOSTNAME: shim.host,
          DATABRICKS_HTTP_PATH: HTTP_PATH,
          DATABRICKS_TOKEN: credentials.token,
          DATABRICKS_STAGING_VOLUME: VOLUME,
          EES_CATALOG: CATALOG,
          NODE_EXTRA_CA_CERTS: certificate.file,
        },
        principal: {
          DATABRICKS_CLIENT_ID: credentials.clientId,
          DATABRICKS_CLIENT_SECRET: credentials.clientSecret,
        },
        ca: certificate.cert,
        volumeFolder: folder,
        tableFolder: tableFolder(folder),
        log: join(folder, 'spark.log'),
        control: control.url,
      }),
      close: async () => {
        control.close()
        await shim.close()
        await spark.stop()
        await keeper.close()
      },
    }
  } catch (error) {
    await keeper.close()
    throw error
  }
}

interface Switchable {
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  /** False from the moment it is told to stop until it has started again. */
  readonly serves: () => boolean
}

/** Spark, started, that can be stopped and started again. */
async function switchable(options: Parameters<typeof startSpark>[0]): Promise<Switchable> {
  let spark = await startSpark(options)
  let serves = true
  return {
    start: async () => {
      if (!spark.runs()) spark = await startSpark(options)
      serves = true
    },
    stop: () => {
      serves = false
      return spark.stop()
    },
    serves: () => serves,
  }
}

const ordersOf = (spark: Switchable, shim: Shim) => ({
  fail: (fault: Parameters<Shim['faults']['add']>[0]) => shim.faults.add(fault),
  pending: () => shim.faults.pending,
  mend: () => shim.mend(),
  dropSessions: () => shim.dropSessions(),
  expireTokens: () => shim.expireTokens(),
  stop: () => spark.stop(),
  start: () => spark.start(),
  restart: async () => {
    await spark.stop()
    await spark.start()
  },
})
