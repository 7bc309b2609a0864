import { expect, test } from 'vitest'

import { expression, join, sql } from '../../../../pipelines/define.ts'
import { EVENT_KINDS } from '../../../../pipelines/ees/rules/event-kinds.ts'
import { select } from '../../../support/app-sql.ts'

/** The kinds that an event of this name is counted as. */
async function kindsOf(name: string): Promise<string[]> {
  const conditions = Object.entries(EVENT_KINDS).map(
    ([kind, condition]) => sql`${condition} as ${expression(kind)}`,
  )
  const event = sql`select ${join(conditions, ', ')} from (select ${name} as eventName) as event`
  const [kinds = {}] = await select(event, {})
  return Object.keys(kinds).filter((kind) => kinds[kind] === true)
}

test.each([
  ['Content Accordion Opened', ['accordion']],
  ['Accordion Opened', ['accordion']],
  ['Annexes Accordion Opened', ['accordion']],
  ['Data Accordion Opened', ['accordion']],
  ['Publications Accordion Opened', ['accordion']],
  ['Publications+Accordion+Opened', ['accordion']],
  ['Accordion Closed', []],
  ['CSV Download Button Clicked', ['download']],
  ['ODS Download Button Clicked', ['download']],
  ['Excel Download Button Clicked', ['download']],
  ['Data Set File Download', ['download']],
  ['Data Set File Download - All', ['download']],
  ['Download All Data Button Clicked', ['download']],
  ['Release Page File Downloaded', ['download']],
  ['Release Page All Files Downloaded', ['download']],
  ['Release Page All Files, Release', ['download']],
  ['Release Page All Files, Release: Academi', ['download']],
  ['Release Page All Files downloads.title, ', ['download']],
  ['Data Catalogue Page Selected Files Download', ['download']],
  ['Data Catalogue Page Selected Files Downl', ['download']],
  ['Release Page Data Set File Download', []],
  ['PageSearchForm', ['search']],
  ['Publications Filtered by Search', ['search']],
  ['Data Sets Filtered by searchTerm', ['search']],
  ['Data Sets Filtered by themeId', []],
  ['Autocomplete Suggestion Accepted', []],
  ['Clicked to View Featured Table', ['featuredTable']],
  ['Publication and Subject Chosen', ['tableCreated']],
  ['Table Created', []],
  ['session_start', ['sessionStart']],
  ['page_view', []],
  ['', []],
])('an event %j counts as %j', async (name, wanted) => {
  expect(await kindsOf(name)).toEqual(wanted)
})
