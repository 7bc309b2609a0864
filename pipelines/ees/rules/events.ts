import { type RawTable, sql, type Sql } from '../../define.ts'

/** Events of one kind from both sides of the changeover, under the names of the later one. */
export const events = (ua: RawTable, ga4: RawTable, kind: Sql): Sql => sql`
  select date, pagePath, eventName, eventLabel, eventCategory, eventCount
  from (
    select date, pagePath, eventAction as eventName, eventLabel, eventCategory, totalEvents as eventCount
    from ${ua}
    union all
    select date, pagePath, eventName, eventLabel, eventCategory, eventCount
    from ${ga4}
  ) as events
  where ${kind}`
