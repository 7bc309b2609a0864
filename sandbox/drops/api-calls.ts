import { raw_ees_data_set_versions } from '../../pipelines/ees/raw/raw_ees_data_set_versions.ts'
import { raw_ees_data_sets } from '../../pipelines/ees/raw/raw_ees_data_sets.ts'
import { raw_ees_publications } from '../../pipelines/ees/raw/raw_ees_publications.ts'
import { raw_ees_top_level } from '../../pipelines/ees/raw/raw_ees_top_level.ts'
import { publications } from '../publications.ts'
import type { Random } from '../random.ts'
import { uuidOf } from '../uuid-of.ts'
import { drawVersion } from './api-service.ts'
import { type Cell, oneOf, perCall, type Processor } from './processor.ts'

/** Few calls are made with a preview token. */
const WITH_TOKEN = 0.05

/** Calls of the public API that are no queries. */
export const apiCalls: readonly Processor[] = [
  {
    name: 'top level',
    tables: [raw_ees_top_level],
    mean: 400,
    weekends: false,
    reports: (draw, made) => [
      {
        table: raw_ees_top_level,
        rows: perCall(draw, made, (time) => [paging(draw), time, 'GetPublications']),
      },
    ],
  },
  {
    name: 'publications',
    tables: [raw_ees_publications],
    mean: 500,
    weekends: false,
    reports: (draw, made) => [
      {
        table: raw_ees_publications,
        rows: perCall(draw, made, (time) => {
          const publication = drawVersion(draw, made.day).publication
          const type = oneOf(draw, ['GetSummary', 'GetDataSets', 'GetDataSets'])
          const parameters = type === 'GetDataSets' ? paging(draw) : null
          return [...named(publication), parameters, time, type]
        }),
      },
    ],
  },
  {
    name: 'data sets',
    tables: [raw_ees_data_sets],
    mean: 800,
    weekends: false,
    reports: (draw, made) => [
      {
        table: raw_ees_data_sets,
        rows: perCall(draw, made, (time) => {
          const { apiId, title, versionId } = drawVersion(draw, made.day)
          const type = oneOf(draw, ['GetSummary', 'GetSummary', 'GetVersions'])
          const parameters = type === 'GetVersions' ? paging(draw) : null
          return [apiId, title, parameters, time, type, ...token(draw, versionId, time)]
        }),
      },
    ],
  },
  {
    name: 'versions',
    tables: [raw_ees_data_set_versions],
    mean: 1500,
    weekends: false,
    reports: (draw, made) => [
      {
        table: raw_ees_data_set_versions,
        rows: perCall(draw, made, (time) => {
          const { apiId, title, version, versionId } = drawVersion(draw, made.day)
          const type = oneOf(draw, [
            'GetMetadata',
            'GetMetadata',
            'GetMetadata',
            'DownloadCsv',
            'DownloadCsv',
            'GetSummary',
            'GetChanges',
          ])
          const parameters = type === 'GetMetadata' ? oneOf(draw, [null, TYPES]) : null
          const called = [apiId, title, version, versionId, parameters, asked(draw, version)]
          return [...called, time, type, ...token(draw, versionId, time)]
        }),
      },
    ],
  },
]

const TYPES = JSON.stringify({ types: ['Filters', 'Indicators'] })

const named = (slug: string): readonly Cell[] => {
  const found = publications().find((publication) => publication.slug === slug)
  return [found?.id ?? uuidOf(`publication ${slug}`), found?.title ?? slug]
}

const paging = (draw: Random): string =>
  JSON.stringify({ page: 1 + draw.below(3), pageSize: oneOf(draw, [10, 20]) })

/** The version that was asked for: often none, or any of a kind. */
export const asked = (draw: Random, version: string): string | null =>
  oneOf(draw, [null, null, version, `${version.charAt(0)}.*`])

/** The preview token's columns. */
export function token(draw: Random, versionId: string, time: string): readonly Cell[] {
  if (draw.next() >= WITH_TOKEN) return [null, null, null, null]
  const day = time.slice(0, 10)
  return ['Data check', versionId, `${day} 00:00:00`, `${day} 23:59:59`]
}
