import type { Deps } from '../activities/deps.ts'
import type { Page } from '../activities/sources/source.ts'
import type { Metrics } from './metrics.ts'

/** The same things to work with, which also tell the metrics what is kept of steps and left of quotas. */
export function measured(deps: Deps, metrics: Metrics): Deps {
  const { warehouse, sources } = deps
  return {
    ...deps,
    warehouse: {
      ...warehouse,
      record: async (table, rows) => {
        await warehouse.record(table, rows)
        metrics.recorded(table, rows)
      },
    },
    sources: { ...sources, ga4: (...asked) => withQuota(sources.ga4(...asked), metrics) },
  }
}

async function* withQuota(pages: AsyncIterable<Page>, metrics: Metrics): AsyncIterable<Page> {
  for await (const page of pages) {
    if (page.quota) metrics.quota(page.quota)
    yield page
  }
}
