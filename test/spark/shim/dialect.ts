import type { TSparkParameter } from '@databricks/sql/thrift/TCLIService_types.js'

import { bind } from './bind.ts'
import { catalogNames } from './catalog-names.ts'
import type { SqlError } from './own-results.ts'
import type { Volumes } from './volumes.ts'

/** The warehouse's SQL and errors in Spark's, and back. */
export interface Dialect {
  /** Why the warehouse refuses a statement that Spark would take; undefined where it does not. */
  readonly refusal: (statement: string) => SqlError | undefined
  readonly toSpark: (statement: string, parameters: readonly TSparkParameter[]) => string
  /** What the warehouse says where Spark says this. */
  readonly message: (errorMessage: string) => string
  readonly isCatalog: (name: string) => boolean
}

/** A path in place of a table, as in parquet.`/Volumes/...`. */
const VOLUME_PATH = /`(\/Volumes\/[^`]*)`/g

/** What a SQL warehouse lets a session set. */
const SETTABLE =
  /^(ansi_mode|enable_photon|legacy_time_parser_policy|max_file_partition_bytes|read_only_external_metastore|statement_timeout|timezone|use_cached_result)$/i

export function dialectOf(catalog: string, volumes: Volumes): Dialect {
  const names = catalogNames(catalog)
  return {
    refusal: (statement) => {
      const [, setting] = /^\s*SET\s+([\w.]+)\s*=/i.exec(statement) ?? []
      if (setting !== undefined && !SETTABLE.test(setting))
        return {
          sqlClass: 'CONFIG_NOT_AVAILABLE',
          sqlState: '42K0I',
          message: `Configuration ${setting} is not available.`,
        }
      return [...statement.matchAll(VOLUME_PATH)]
        .map(([, path = '']) => volumes.refusal(path, 'READ'))
        .find((refusal) => refusal !== undefined)
    },
    toSpark: (statement, parameters) =>
      bind(
        names.toSpark(statement).replaceAll(VOLUME_PATH, (_, path) => `\`${volumes.local(path)}\``),
        parameters,
      ),
    message: (errorMessage) =>
      names
        .fromSpark(withoutJava(errorMessage))
        .replaceAll(`file:${volumes.local('/Volumes')}`, 'dbfs:/Volumes'),
    isCatalog: (name) => name.toLowerCase() === catalog.toLowerCase(),
  }
}

/** Spark's own words begin where the name of Java's exception and the class of the error before it end. */
const withoutJava = (errorMessage: string) =>
  errorMessage
    .replace(/\n\s+at [^]*$/, '')
    .replace(/^[^]*?Error (?:running|operating) \w+: (?:\[[\w.]+\] )?(?:[\w$]+\.)+[\w$]+: /, '')
    .trim()
