import type { Withheld } from '../facts.ts'
import type { Ask } from './ask.ts'
import { metricType } from './fields.ts'
import type { Table } from './table.ts'

/** What goes into the body of a report. */
export interface ReportPage {
  readonly ask: Ask
  readonly table: Table
  /** Places in the table, in the order of the answer. */
  readonly rows: Uint32Array
  /** Of the whole report. */
  readonly rowCount: number
  readonly propertyQuota?: Readonly<Record<string, unknown>> | undefined
}

/** Rows that are put into text at once. */
const PIECE = 1_000

/** The JSON of a `RunReportResponse`, in pieces. What is empty is left out, as proto3 has it. */
export function* reportBody(page: ReportPage, enumsAsNumbers: boolean): Generator<string> {
  const { ask, rows, rowCount } = page
  const headers = {
    ...(ask.dimensions.length > 0 && {
      dimensionHeaders: ask.dimensions.map((name) => ({ name })),
    }),
    ...(ask.metrics.length > 0 && {
      metricHeaders: ask.metrics.map((name) => ({ name, type: metricType(name, enumsAsNumbers) })),
    }),
  }
  yield JSON.stringify(headers).slice(0, -1)
  for (let at = 0; at < rows.length; at += PIECE) {
    yield at === 0 ? ',"rows":[' : ','
    yield rowsText(page.table, rows.subarray(at, at + PIECE))
  }
  if (rows.length > 0) yield ']'
  const rest = {
    ...(rowCount > 0 && { rowCount }),
    metadata: metadata(ask, page.table.withheld),
    ...(page.propertyQuota && { propertyQuota: page.propertyQuota }),
    kind: 'analyticsData#runReport',
  }
  yield `,${JSON.stringify(rest).slice(1)}`
}

function rowsText({ dimensions, metrics }: Table, rows: Uint32Array): string {
  let text = ''
  for (const row of rows) {
    let values = ''
    for (const { codes, values: texts } of dimensions) {
      values += `${values === '' ? '' : ','}${valueText(texts[codes[row] ?? 0] ?? '')}`
    }
    let numbers = ''
    for (const metric of metrics) {
      numbers += `${numbers === '' ? '' : ','}{"value":"${numberText(metric[row] ?? 0)}"}`
    }
    text += `${text === '' ? '' : ','}{"dimensionValues":[${values}],"metricValues":[${numbers}]}`
  }
  return text
}

const texts = new Map<string, string>()
const MOST_TEXTS = 200_000

/** Values recur from row to row; most of the cost of a body is in quoting them. */
function valueText(value: string): string {
  const known = texts.get(value)
  if (known !== undefined) return known
  const text = `{"value":${JSON.stringify(value)}}`
  if (texts.size >= MOST_TEXTS) texts.clear()
  texts.set(value, text)
  return text
}

/** As the API writes doubles: 15 digits, or 17 where those are not enough to read the same number back. */
function numberText(value: number): string {
  if (Number.isInteger(value)) return String(value)
  const short = Number(value.toPrecision(15))
  return short === value ? String(short) : value.toPrecision(17)
}

function metadata(ask: Ask, { otherRow, thresholded, sampledShare }: Withheld): object {
  const samplingSpaceSize = 10_000_000
  return {
    ...(otherRow && { dataLossFromOtherRow: true }),
    currencyCode: ask.currencyCode,
    timeZone: 'Europe/London',
    ...(thresholded && { subjectToThresholding: true }),
    ...(sampledShare !== undefined && {
      samplingMetadatas: ask.ranges.map(() => ({
        samplesReadCount: String(Math.round(sampledShare * samplingSpaceSize)),
        samplingSpaceSize: String(samplingSpaceSize),
      })),
    }),
  }
}
