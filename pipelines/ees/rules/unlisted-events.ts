import { join, type RawTable, sql, type Sql } from '../../define.ts'
import { EVENT_KINDS } from './event-kinds.ts'
import { events } from './events.ts'

/**
 * Names of events that no list has and that look like they belong in one: `eventName`, `count`. The site's events are
 * an open set, and a new one would else be missed without a sound.
 */
export const unlistedEvents = (ua: RawTable, ga4: RawTable, likeness: Sql): Sql => sql`
  select eventName, count
  from (
    -- An aggregate, so that no planner looks at every row for what the names alone tell.
    select any_value(eventName) as eventName, sum(eventCount) as count
    from (${events(ua, ga4, sql`true`)}) as happened
    group by happened.eventName
  ) as names
  where ${likeness} and not (${join(Object.values(EVENT_KINDS), ' or ')})`
