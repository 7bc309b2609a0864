import { statSync } from 'node:fs'
import { join, normalize } from 'node:path'

/** The volumes, as a folder of this machine that holds `Volumes/<catalog>/<schema>/<volume>/...`. */
export interface Volumes {
  /** Where a path of a volume lies on this machine. */
  readonly local: (path: string) => string
  /** Why a path may not be used, in the warehouse's words, or undefined where it may. */
  readonly refusal: (path: string, privilege: 'READ' | 'WRITE') => Refusal | undefined
}

export interface Refusal {
  /** Of a SQL error. */
  readonly sqlClass: string
  readonly sqlState: string
  /** Of the REST API. */
  readonly status: number
  readonly code: string
  readonly message: string
}

const VOLUME = /^\/Volumes\/([^/]+)\/([^/]+)\/([^/]+)(?=\/|$)/

/** @param isRefused whether whoever asks lacks the grants on every volume at the moment */
export function openVolumes(folder: string, isRefused: () => boolean): Volumes {
  const local = (path: string) => join(folder, normalize(path))
  return {
    local,
    refusal: (path, privilege) => {
      const [volume, ...parts] = VOLUME.exec(normalize(path)) ?? []
      const name = parts.join('.')
      if (volume === undefined || !isFolder(local(volume)))
        return {
          sqlClass: 'UC_VOLUME_NOT_FOUND',
          sqlState: '42704',
          status: 404,
          code: 'NOT_FOUND',
          message: `Volume '${name || path}' does not exist.`,
        }
      if (!isRefused()) return undefined
      return {
        sqlClass: 'INSUFFICIENT_PERMISSIONS',
        sqlState: '42501',
        status: 403,
        code: 'PERMISSION_DENIED',
        message: `Insufficient privileges: User does not have ${privilege} VOLUME on Volume '${name}'.`,
      }
    },
  }
}

export const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
