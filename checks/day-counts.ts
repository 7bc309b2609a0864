import type { DayCounts } from './facts.ts'

/** Rows by day of both together, in the order of the days. */
export function addCounts(some: DayCounts, more: DayCounts): DayCounts {
  const days = [...new Set([...some.keys(), ...more.keys()])].sort()
  return new Map(days.map((day) => [day, (some.get(day) ?? 0) + (more.get(day) ?? 0)]))
}

export const total = (days: DayCounts): number => [...days.values()].reduce((sum, n) => sum + n, 0)
