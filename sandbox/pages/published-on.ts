import type { Publication } from '../publication.ts'

const NEWEST = Date.parse('2026-07-01T08:30:00Z')
const DAY_MS = 86_400_000

/** When the latest release came out: some time in the three years to July 2026, the same each time. */
export function publishedOn({ id }: Publication): Date {
  return new Date(NEWEST - (Number.parseInt(id.slice(0, 6), 16) % 1095) * DAY_MS)
}
