import { openDatabricks } from '../../activities/warehouse/databricks.ts'
import { daily, KEY, paths, topics, visits } from '../contract/warehouse/tables.ts'
import { noDayTwice } from '../contract/warehouse/no-day-twice.ts'

/**
 * One step on a Databricks site in a process of its own, so that it can be killed: `node databricks-child.ts STEP RUN
 * [PARQUET DAY]`, with the site's settings in SITE as JSON.
 */
const [step = '', run = '', file = '', day = ''] = process.argv.slice(2)

const { token, ...site } = JSON.parse(process.env['SITE'] ?? '{}')
const warehouse = await openDatabricks({
  ...site,
  login: { kind: 'token', token: { reveal: () => token } },
})
const scope = { run, runDay: '2026-02-01' }

const STEPS: Readonly<Record<string, () => Promise<unknown>>> = {
  append: () =>
    warehouse.append({ table: visits, file, window: { from: day, to: day } }, noDayTwice, scope),
  replace: () => warehouse.replace({ table: topics, file }, () => [], scope),
  publish: () => warehouse.publish([daily, paths], KEY, scope),
}
await STEPS[step]?.()
await warehouse.close()
