import { createHash } from 'node:crypto'

import { raw_ees_queries } from '../../pipelines/ees/raw/raw_ees_queries.ts'
import { raw_ees_query_access } from '../../pipelines/ees/raw/raw_ees_query_access.ts'
import type { Random } from '../random.ts'
import { asked, token } from './api-calls.ts'
import { drawVersion, isWithdrawn, withdrawn } from './api-service.ts'
import { type Cell, type Made, oneOf, perCall, type Processor, timestamp } from './processor.ts'

/** Queries of data sets: which they were, and each time that one was asked. */
export const apiQueries: Processor = {
  name: 'queries',
  tables: [raw_ees_queries, raw_ees_query_access],
  mean: 3000,
  weekends: true,
  reports: (draw, made) => {
    const queries = new Map<string, Cell[]>()
    const access = perCall(draw, made, (time) => {
      const query = drawQuery(draw, made)
      if (query.row) {
        const row = queries.get(query.hash) ?? [...query.row, 0]
        row.push(Number(row.pop()) + 1)
        queries.set(query.hash, row)
      }
      const millis = 20 + draw.below(900)
      const end = timestamp(Date.parse(`${time.replace(' ', 'T')}Z`) / 1000 + millis / 1000)
      const { hash, versionId, version } = query
      return [
        hash,
        versionId,
        time,
        end,
        millis,
        ...token(draw, versionId, time),
        asked(draw, version),
      ]
    })
    const rows = [...queries].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row)
    const files = [{ table: raw_ees_query_access, rows: access }]
    return rows.length > 0 ? [{ table: raw_ees_queries, rows }, ...files] : files
  },
}

interface Query {
  readonly hash: string
  readonly versionId: string
  readonly version: string
  /** Its row among the queries, without how often it was asked; a withdrawn data set's is lost. */
  readonly row?: readonly Cell[]
}

function drawQuery(draw: Random, { day }: Made): Query {
  const text = JSON.stringify(criteria(draw))
  if (isWithdrawn(draw)) {
    const versionId = withdrawn()
    return { versionId, version: '1.0', hash: md5(text + versionId) }
  }
  const { apiId, versionId, version, title } = drawVersion(draw, day)
  const hash = md5(text + versionId)
  const total = draw.below(40_000)
  const row = [
    hash,
    md5(text),
    apiId,
    versionId,
    version,
    title,
    Math.min(total, 1000),
    total,
    text,
  ]
  return { hash, versionId, version, row }
}

const criteria = (draw: Random) => ({
  criteria: {
    and: [
      { geographicLevels: { eq: oneOf(draw, ['NAT', 'REG', 'LA']) } },
      { timePeriods: { gteq: { period: `${2018 + draw.below(6)}`, code: 'AY' } } },
    ],
  },
  indicators: ['pupil-count', 'pupil-percent'].slice(0, 1 + draw.below(2)),
  page: 1 + draw.below(2),
  pageSize: 1000,
})

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex')
