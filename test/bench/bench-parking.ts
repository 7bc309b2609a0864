import type { Case } from './case.ts'
import { inChild } from './in-child.ts'
import { fastest, type Measured, number, seconds } from './measure.ts'

const STEPS = 30
const TARGET_SECONDS = 10

/** A run of which every step is parked, and tried again by a decision of its own. */
export async function benchParking({ times, say }: Case): Promise<Measured[]> {
  const all = []
  for (let at = 0; at < times; at++) {
    const done = await inChild('run-parking', { steps: STEPS })
    const { parking, resolving, calm } = done.result
    say(
      `parking: ${STEPS} steps parked after ${seconds(parking)}, all tried again and ended after ${seconds(resolving)}; without a fault ${seconds(calm)}`,
    )
    all.push(done)
  }
  const { result, peakMb } = fastest(all, (one) => one.result.parking + one.result.resolving)
  const { parking, resolving, calm, events, bytes } = result
  return [
    {
      name: 'parking',
      what: `${STEPS} steps parked after ${seconds(parking)}, then each tried again, beside the same steps without a fault; ${number(events)} events, ${number(bytes / 1000)} kB of history`,
      measured: seconds(parking + resolving),
      beside: seconds(calm),
      peakMb,
      target: `under ${TARGET_SECONDS} s`,
      met: parking + resolving < TARGET_SECONDS,
    },
  ]
}
