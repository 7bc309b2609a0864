import type { Day } from '../../pipelines/define.ts'
import { dayNumber } from '../calendar.ts'
import type { DataSet } from '../data-set.ts'
import { dataSets } from '../data-sets.ts'
import { once } from '../once.ts'
import { publications } from '../publications.ts'
import { random, type Random, runningSums } from '../random.ts'
import { uuidOf } from '../uuid-of.ts'

/** A data set as the public API answers with it on a day. */
export interface Offered extends DataSet {
  readonly version: string
  readonly versionId: string
}

/** Of the data sets with a version, the share that was withdrawn: the site knows them no more, and no log names them. */
const WITHDRAWN = 0.03

const VERSIONS = ['1.0', '1.1', '2.0']

const all = once(() => dataSets(publications()))
const weights = once(() => new Map(publications().map(({ slug, weight }) => [slug, weight])))

/** Draws a version of one of the data sets that the API has on a day, by how much its publication is read. */
export function drawVersion(draw: Random, day: Day): Offered {
  const offered = all().filter(({ published }) => published <= day)
  const sums = runningSums(offered.map(({ publication }) => weights().get(publication) ?? 0))
  const found = offered[draw.pick(sums)]
  if (!found) throw new Error(`Making calls of ${day}: the public API had no data set then.`)
  const version = VERSIONS[draw.below(1 + random('versions', found.apiId).below(VERSIONS.length))]
  return versionOf({ ...found, title: titleOn(found, day) }, version ?? '1.0')
}

/** Whether a query is of a version whose data set nothing tells. */
export const isWithdrawn = (draw: Random): boolean => draw.next() < WITHDRAWN

export const withdrawn = (): string => uuidOf('version of a withdrawn data set')

function versionOf(dataSet: DataSet, version: string): Offered {
  return { ...dataSet, version, versionId: uuidOf(`version ${version} of ${dataSet.apiId}`) }
}

/** Some data sets are called provisional in the first half of each quarter. */
function titleOn({ apiId, title }: DataSet, day: Day): string {
  const provisional = random('title', apiId).next() < 0.25
  const half = Math.floor((dayNumber(day) % 91) / 46)
  return provisional && half === 0 ? `${title} (provisional)` : title
}
