import { expect, test } from 'vitest'

import { checkReplace } from '../../checks/replace.ts'
import { replaceFacts as facts } from '../support/facts.ts'
import { topics } from '../support/tables.ts'

test.each([
  [100, 100],
  [100, 110],
  [100, 95],
  [0, 500],
])('%i rows may become %i', (before, after) => {
  expect(checkReplace(topics, facts(before, after))).toEqual([])
})

test.each([
  [100, 111, 11],
  [100, 94, 6],
  [100, 0, 100],
  [0, 0, 0],
])('%i rows may not become %i', (before, after, count) => {
  const [finding, ...rest] = checkReplace(topics, facts(before, after))
  expect(finding).toMatchObject({ severity: 'stop', check: 'list-within-bounds', count })
  expect(finding?.message).toContain(`${after} rows and the one it replaces ${before}`)
  expect(rest).toEqual([])
})

test('a list may not be shorter than its table says', () => {
  const table = { ...topics, bounds: { shrink: 1, grow: 1 }, atLeast: 10 }
  expect(checkReplace(table, facts(10, 10))).toEqual([])
  expect(checkReplace(table, facts(0, 10))).toEqual([])
  expect(checkReplace(table, facts(10, 9))).toMatchObject([
    {
      severity: 'stop',
      check: 'list-within-bounds',
      message: expect.stringContaining('at least 10'),
    },
  ])
})

test('rows that are otherwise are no finding', () => {
  const changed = { count: 50, examples: ['{"slug":"a"}'] }
  expect(checkReplace(topics, { ...facts(100, 100), changed })).toEqual([])
})

test('a list that shrank too far shows what is gone', () => {
  const removed = { count: 10, examples: ['{"slug":"a"}'] }
  const findings = checkReplace(topics, { ...facts(100, 90), removed })
  expect(findings).toMatchObject([
    { check: 'list-within-bounds', examples: ['gone: {"slug":"a"}'] },
    { severity: 'warn', check: 'no-row-gone', count: 10, examples: ['{"slug":"a"}'] },
  ])
  expect(findings[0]?.message).toContain('-5 % to +10 %')
})

test('rows that are gone are a warning where the length is right', () => {
  const removed = { count: 1, examples: ['{"slug":"a"}'] }
  expect(checkReplace(topics, { ...facts(100, 100), removed })).toMatchObject([
    { severity: 'warn', check: 'no-row-gone', count: 1 },
  ])
})

test('a NULL in a column that may have one is a warning', () => {
  const nulls = new Map([['title', { count: 1, examples: ['{"slug":"b"}'] }]])
  const table = { ...topics, nullable: ['title'] }
  expect(checkReplace(table, { ...facts(100, 100), nulls })).toMatchObject([
    { severity: 'warn', check: 'no-nulls', count: 1, examples: ['title: {"slug":"b"}'] },
  ])
})

test('a slug with two titles stops, and so does a NULL', () => {
  const broken = {
    ...facts(100, 100),
    duplicates: { count: 1, examples: ['{"slug":"a"}'] },
    nulls: new Map([['title', { count: 1, examples: ['{"slug":"b"}'] }]]),
  }
  const findings = checkReplace(topics, broken)
  expect(findings).toMatchObject([
    { severity: 'stop', check: 'no-nulls', examples: ['title: {"slug":"b"}'] },
    { severity: 'stop', check: 'no-duplicates', examples: ['{"slug":"a"}'] },
  ])
})
