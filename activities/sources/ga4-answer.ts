import type { protos } from '@google-analytics/data'

import type { Withheld } from '../../checks/withheld.ts'
import type { Ga4Source, RawTable } from '../../pipelines/define.ts'
import { final, passing } from '../failure.ts'
import { createFrame } from '../frame.ts'
import { declared } from './declared.ts'
import type { Page, Quota } from './source.ts'
import { type Fields, tableRows } from './table-rows.ts'

type Answer = protos.google.analytics.data.v1beta.IRunReportResponse
type Row = protos.google.analytics.data.v1beta.IRow
type Header = { readonly name?: string | null }

/** A page as it was asked for. */
export interface AskedPage {
  readonly table: RawTable
  readonly source: Ga4Source
  /** As in `Reading ees_ga4_page from GA4 property 1, 2026-01-30 to 2026-01-31, rows from 0`. */
  readonly doing: string
  readonly offset: number
  readonly pageRows: number
  /** Rows of the whole answer, as the first page stated them. */
  readonly rowCount: number | undefined
}

/** A page, and how many rows the whole answer has. */
export interface Ga4Page extends Page {
  readonly rowCount: number
}

/**
 * An answer of `runReport` as a page. Rejects with a fault that passes where rows are missing, or the answer is no
 * report; with a final `BrokenContract` where a field that was asked for is not in it.
 */
export async function readAnswer(asked: AskedPage, answer: Answer): Promise<Ga4Page> {
  const rows = answer.rows ?? []
  checkWhole(asked, answer)
  const fields = rows.length > 0 ? fieldsOf(asked, answer) : noFields(asked)
  const frame = await createFrame(asked.table.columns, tableRows(asked.table, fields, rows))
  const quota = quotaOf(answer)
  const rowCount = answer.rowCount ?? 0
  return { frame, withheld: withheldOf(answer), rowCount, ...(quota && { quota }) }
}

function checkWhole({ doing, offset, pageRows, rowCount }: AskedPage, answer: Answer): void {
  const broken = (found: string) =>
    passing('Unavailable', `${doing}: ${found}. The step starts its window over.`)
  // A proxy's `{}`, or no body at all, would pass for a window without rows.
  if (answer.kind !== 'analyticsData#runReport')
    throw broken('the answer is no report of GA4; wanted is one that says so in "kind"')
  const stated = answer.rowCount ?? 0
  if (rowCount !== undefined && stated !== rowCount)
    throw broken(
      `the answer now has ${stated} rows in all; wanted are the ${rowCount} of its first page`,
    )
  const found = answer.rows?.length ?? 0
  const wanted = Math.max(0, Math.min(pageRows, stated - offset))
  if (found !== wanted)
    throw broken(`the page has ${found} rows; wanted are ${wanted}, of ${stated} in all`)
}

/** Values stand where their header stands; headers come in an order of the API's own. */
function fieldsOf({ table, source, doing }: AskedPage, answer: Answer): Fields<Row> {
  const place = (headers: readonly Header[] | null | undefined, name: string) => {
    const at = (headers ?? []).findIndex((header) => header.name === name)
    if (at >= 0) return at
    const found = (headers ?? []).map((header) => header.name).join(', ')
    throw final(
      'BrokenContract',
      `${doing}: the answer has no ${name} among ${found || 'no headers at all'}; wanted is every field that was asked for. Hold the declaration of ${table.name} against the fields of the property (GA4, Admin, Custom definitions).`,
    )
  }
  const dimensions = declared(source.dimensions).map(([column, name]) => {
    const at = place(answer.dimensionHeaders, name)
    return [column, (row: Row) => row.dimensionValues?.[at]?.value] as const
  })
  const metrics = declared(source.metrics).map(([column, name]) => {
    const at = place(answer.metricHeaders, name)
    return [column, (row: Row) => row.metricValues?.[at]?.value] as const
  })
  return Object.fromEntries([...dimensions, ...metrics])
}

const noFields = ({ source }: AskedPage): Fields<Row> =>
  Object.fromEntries(
    Object.keys({ ...source.dimensions, ...source.metrics }).map((column) => [column, () => null]),
  )

function withheldOf({ metadata }: Answer): Withheld {
  const shares = (metadata?.samplingMetadatas ?? []).map(
    ({ samplesReadCount, samplingSpaceSize }) =>
      Number(samplesReadCount) / Number(samplingSpaceSize),
  )
  const truncated = (metadata?.dataTruncationReasons ?? []).map(
    ({ dataTruncationType, dataTruncationMessage }) =>
      [dataTruncationType, dataTruncationMessage].filter(Boolean).join(': '),
  )
  return {
    otherRow: metadata?.dataLossFromOtherRow ?? false,
    thresholded: metadata?.subjectToThresholding ?? false,
    ...(shares.length > 0 && { sampledShare: Math.min(...shares) }),
    truncated: metadata?.emptyReason ? [...truncated, metadata.emptyReason] : truncated,
  }
}

function quotaOf({ propertyQuota }: Answer): Quota | undefined {
  const { tokensPerDay, tokensPerHour } = propertyQuota ?? {}
  if (!tokensPerDay || !tokensPerHour) return undefined
  return {
    tokensLeftToday: tokensPerDay.remaining ?? 0,
    tokensLeftThisHour: tokensPerHour.remaining ?? 0,
  }
}
