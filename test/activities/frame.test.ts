import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { expect, test } from 'vitest'

import { columnsOf, createFrame } from '../../activities/frame.ts'

const COLUMNS = { date: 'DATE', query: 'STRING', clicks: 'DOUBLE' } as const

test('a frame has the columns in order with the declared types, whatever the first rows hold', async () => {
  const frame = await createFrame(COLUMNS, [
    ['2024-08-01', null, null],
    ['2024-08-02', 'schools', 1.5],
  ])
  expect(frame.columns).toEqual(['date', 'query', 'clicks'])
  expect(frame.dtypes).toEqual(['string', 'string', 'float32'])
  expect(frame.shape).toEqual([2, 3])
})

test('its cells come column by column, without a copy', async () => {
  const frame = await createFrame(COLUMNS, [
    ['2024-08-01', 'schools', 0.1],
    ['2024-08-02', null, 9_007_199_254_740_991],
  ])
  expect(columnsOf(frame)).toEqual([
    ['2024-08-01', '2024-08-02'],
    ['schools', null],
    [0.1, 9_007_199_254_740_991],
  ])
  expect(columnsOf(frame)[0]).toBe(columnsOf(frame)[0])
})

test('a frame without rows has its columns', async () => {
  const frame = await createFrame(COLUMNS, [])
  expect(frame.shape).toEqual([0, 3])
  expect(columnsOf(frame)).toEqual([[], [], []])
})

test("the library writes nothing to the program's output", async () => {
  const module = join(import.meta.dirname, '../../activities/frame.ts')
  const program = `
    const { createFrame } = await import(${JSON.stringify(module)})
    const frame = await createFrame({ clicks: 'DOUBLE' }, [[1], [2]])
    frame['clicks'].add(1)
    frame.tensor.dataSync()
  `
  const ran = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program])
  expect(ran).toEqual({ stdout: '', stderr: '' })
})
