import { expect, test } from 'vitest'

import { sql } from '../../../../pipelines/define.ts'
import { ees_ga4_events } from '../../../../pipelines/ees/raw/ees_ga4_events.ts'
import { ees_ua_events } from '../../../../pipelines/ees/raw/ees_ua_events.ts'
import { unlistedEvents } from '../../../../pipelines/ees/rules/unlisted-events.ts'
import { select } from '../../../support/app-sql.ts'

const clicked = sql`contains(eventName, 'Click')`

test('unlistedEvents() counts names that are like a listed one and are in no list', async () => {
  const rows = await select(unlistedEvents(ees_ua_events, ees_ga4_events, clicked), {
    ees_ua_events: [
      { eventAction: 'New Click', totalEvents: 2 },
      { eventAction: 'Excel Download Button Clicked', totalEvents: 100 },
    ],
    ees_ga4_events: [
      { eventName: 'New Click', eventCount: 3 },
      { eventName: 'Clicked to View Featured Table', eventCount: 100 },
      { eventName: 'Opened', eventCount: 100 },
    ],
  })
  expect(rows).toEqual([{ eventName: 'New Click', count: 5 }])
})
