import { expect, test } from 'vitest'

import { checked } from '../../../workers/doctor/checked.ts'
import { ok } from '../../../workers/doctor/finding.ts'

test('what is seen in time is told as it is', async () => {
  const seen = await checked({ of: 'the clock', seconds: 60 }, async () => [ok('it ticks')])
  expect(seen).toEqual([ok('it ticks')])
})

test('what never answers is given up, told to end, and told of', async () => {
  let given: AbortSignal | undefined
  const seen = await checked({ of: 'the clock', seconds: 0.01 }, (signal) => {
    given = signal
    return new Promise(() => undefined)
  })
  expect(seen).toEqual([
    {
      state: 'missing',
      what: expect.stringMatching(/^Looking at the clock: no answer within 0.01 s/),
      mend: [],
    },
  ])
  expect(given?.aborted).toBe(true)
})

test('what fails is a finding', async () => {
  const seen = await checked({ of: 'the clock', seconds: 60 }, () =>
    Promise.reject(new Error('The clock: it stands still. Wind it up.')),
  )
  expect(seen).toMatchObject([
    { state: 'missing', what: 'The clock: it stands still. Wind it up.' },
  ])
})
