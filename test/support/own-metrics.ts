import { type MetricMeter, noopMetricMeter } from '@temporalio/common'

import { createMetrics } from '../../workers/metrics.ts'
import { readGraph } from '../../workers/station.ts'

/** The names of the program's own metrics, as Prometheus serves them. */
export async function ownMetrics(): Promise<string[]> {
  const names: string[] = []
  const collecting: MetricMeter = {
    createCounter: (name, ...rest) => {
      names.push(`${name}_total`)
      return noopMetricMeter.createCounter(name, ...rest)
    },
    createHistogram: (name, ...rest) => {
      names.push(name)
      return noopMetricMeter.createHistogram(name, ...rest)
    },
    createGauge: (name, ...rest) => {
      names.push(name)
      return noopMetricMeter.createGauge(name, ...rest)
    },
    withTags: () => collecting,
  }
  createMetrics(collecting, await readGraph())
  return names
}
