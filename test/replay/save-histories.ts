import { expect, test } from 'vitest'

import { eventsOf, saveHistories } from './histories.ts'
import { PATHS } from './paths.ts'

/** `npm run histories`: runs every path on a real server, and saves what happened. */
test.each(Object.entries(PATHS))('%s', async (name, { run, events }) => {
  await saveHistories(name, await run())
  expect(eventsOf(name)).toEqual(expect.arrayContaining([...events]))
})
