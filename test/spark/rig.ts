import type { Fault } from './shim/faults.ts'
import { order } from './control.ts'

/** What another process needs to know of a rig; plain data. */
export interface RigAddress {
  /** The environment of a program that is to use the rig as its warehouse. */
  readonly settings: Readonly<Record<RigSetting, string>>
  /** To log in as a service principal, in place of DATABRICKS_TOKEN. */
  readonly principal: Readonly<Record<'DATABRICKS_CLIENT_ID' | 'DATABRICKS_CLIENT_SECRET', string>>
  /** The certificate that its TLS is to be trusted by, as PEM. */
  readonly ca: string
  /** The folder of this machine in which `/Volumes` lies. */
  readonly volumeFolder: string
  /** The folder of this machine in which the tables lie, as `<schema>.db/<table>`. */
  readonly tableFolder: string
  /** Of Spark and of all statements that fail in it. */
  readonly log: string
  readonly control: string
}

type RigSetting =
  | 'WAREHOUSE'
  | 'DATABRICKS_SERVER_HOSTNAME'
  | 'DATABRICKS_HTTP_PATH'
  | 'DATABRICKS_TOKEN'
  | 'DATABRICKS_STAGING_VOLUME'
  | 'EES_CATALOG'
  | 'NODE_EXTRA_CA_CERTS'

/** A warehouse that the unmodified driver takes for Databricks, and what a test may do to it. */
export interface Rig extends RigAddress {
  /** Lets something go wrong until it has gone wrong often enough, or `mend`. */
  readonly fail: (fault: Fault) => Promise<void>
  /** How many requests are still to meet a fault; those that are refused for good do not count. */
  readonly pending: () => Promise<number>
  /** Ends all faults, and the requests that were left hanging. */
  readonly mend: () => Promise<void>
  /** Closes every session behind its client's back. */
  readonly dropSessions: () => Promise<void>
  /** Ends every token that the service principal has got. */
  readonly expireTokens: () => Promise<void>
  /** Stops the warehouse with all that runs on it; requests are told that it is starting. */
  readonly stop: () => Promise<void>
  /** Starts it again, with the tables it had. */
  readonly start: () => Promise<void>
  readonly restart: () => Promise<void>
}

/** Of a rig, what another process needs. */
export const addressOf = ({
  settings,
  principal,
  ca,
  volumeFolder,
  tableFolder,
  log,
  control,
}: RigAddress): RigAddress => ({ settings, principal, ca, volumeFolder, tableFolder, log, control })

/** The rig that another process has started. */
export function rigAt(address: RigAddress): Rig {
  const give =
    <T>(name: string) =>
    () =>
      order<T>(address.control, name)
  return {
    ...address,
    fail: (fault) => order(address.control, 'fail', fault),
    pending: give('pending'),
    mend: give('mend'),
    dropSessions: give('dropSessions'),
    expireTokens: give('expireTokens'),
    stop: give('stop'),
    start: give('start'),
    restart: give('restart'),
  }
}
