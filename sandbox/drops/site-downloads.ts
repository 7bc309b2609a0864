import { raw_ees_csv_downloads } from '../../pipelines/ees/raw/raw_ees_csv_downloads.ts'
import { raw_ees_permalink_table_downloads } from '../../pipelines/ees/raw/raw_ees_permalink_table_downloads.ts'
import { raw_ees_table_tool_downloads } from '../../pipelines/ees/raw/raw_ees_table_tool_downloads.ts'
import { raw_ees_zip_downloads } from '../../pipelines/ees/raw/raw_ees_zip_downloads.ts'
import { releasesOf } from '../generate/releases.ts'
import { subjects } from '../generate/vocabulary.ts'
import { once } from '../once.ts'
import { publications } from '../publications.ts'
import { random, type Random, runningSums } from '../random.ts'
import { uuidOf } from '../uuid-of.ts'
import { md5 } from './api-queries.ts'
import { type Cell, type Made, oneOf, type Processor } from './processor.ts'

/** Downloads from the site: each file names what was downloaded once, and says how often. */
export const siteDownloads: readonly Processor[] = [
  {
    name: 'CSV files',
    tables: [raw_ees_csv_downloads],
    mean: 600,
    weekends: true,
    reports: (draw, made) => [
      {
        table: raw_ees_csv_downloads,
        rows: counted(made, () => {
          const { about, versionId, subjectId, subject } = drawSubject(draw)
          return [md5(subjectId + versionId), ...about, subjectId, subject]
        }),
      },
    ],
  },
  {
    name: 'ZIP archives',
    tables: [raw_ees_zip_downloads],
    mean: 250,
    weekends: false,
    reports: (draw, made) => [
      { table: raw_ees_zip_downloads, rows: counted(made, () => zip(draw)) },
    ],
  },
  {
    name: 'table tool',
    tables: [raw_ees_table_tool_downloads],
    mean: 300,
    weekends: false,
    reports: (draw, made) => [
      { table: raw_ees_table_tool_downloads, rows: counted(made, () => table(draw)) },
    ],
  },
  {
    name: 'permalinks',
    tables: [raw_ees_permalink_table_downloads],
    mean: 60,
    weekends: false,
    reports: (draw, made) => [
      {
        table: raw_ees_permalink_table_downloads,
        rows: counted(made, () => {
          const { title, subject } = drawSubject(draw)
          const id = uuidOf(`permalink ${subject} of ${title}`)
          return [id, `${subject} for '${title}'`, oneOf(draw, ['CSV', 'ODS'])]
        }),
      },
    ],
  },
]

function zip(draw: Random): readonly Cell[] {
  const { about, versionId, subjectId, subject } = drawSubject(draw)
  const page = oneOf(draw, ['ReleaseUsefulInfo', 'ReleaseDownloads', 'DataCatalogue'])
  // From the release's own page the whole release is downloaded.
  const one = page === 'DataCatalogue' ? [subjectId, subject] : [null, null]
  return [md5(`${one[0] ?? ''}${versionId}${page}`), ...about, ...one, page]
}

function table(draw: Random): readonly Cell[] {
  const { title, versionId, period, subjectId, subject } = drawSubject(draw)
  const query = JSON.stringify({
    subjectId,
    locationIds: [uuidOf(`location ${draw.below(20)}`)],
    timePeriod: { startYear: 2016 + draw.below(5), startCode: 'AY', endYear: 2024, endCode: 'AY' },
    indicators: [uuidOf(`indicator ${draw.below(20)}`)],
  })
  const format = oneOf(draw, ['CSV', 'ODS'])
  return [
    md5(query + format + versionId),
    versionId,
    title,
    period,
    subjectId,
    subject,
    format,
    query,
  ]
}

/** Rows of what was downloaded, each once, and how often; in the order of what names them. */
function counted({ count }: Made, row: () => readonly Cell[]) {
  const rows = new Map<string, { readonly row: readonly Cell[]; times: number }>()
  for (let at = 0; at < count; at++) {
    const drawn = row()
    const key = JSON.stringify(drawn)
    const known = rows.get(key) ?? { row: drawn, times: 0 }
    rows.set(key, { row: drawn, times: known.times + 1 })
  }
  return [...rows]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { row: drawn, times }]) => [...drawn, times])
}

const read = once(() => runningSums(publications().map(({ weight }) => weight)))

function drawSubject(draw: Random) {
  const publication = publications()[draw.pick(read())] ?? publications()[0]
  if (!publication) throw new Error('Making downloads: the stand-in site has no publications.')
  const [release] = releasesOf(publication)
  const known = subjects(random('files', publication.slug), 6)
  const subject = known[draw.below(known.length)] ?? ''
  const versionId = uuidOf(`release version ${publication.slug} ${release?.slug}`)
  const label = publication.latestRelease.endsWith('term') ? 'Provisional' : null
  const period = release?.title ?? publication.latestRelease
  return {
    versionId,
    subject,
    title: publication.title,
    period: [period, label].filter(Boolean).join(', '),
    subjectId: uuidOf(`subject ${publication.slug} ${subject}`),
    about: [publication.title, versionId, period, label],
  }
}
