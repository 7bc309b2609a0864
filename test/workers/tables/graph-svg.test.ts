import { join } from 'node:path'

import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'

import { appTable, rawTable, sql, type Table } from '../../../pipelines/define.ts'
import { CACHE_KEY } from '../../../pipelines/ees/pipeline.ts'
import { graphOf, parentsOf } from '../../../pipelines/graph.ts'
import { readPipeline } from '../../../workers/registry.ts'
import { layOut, type Placed } from '../../../workers/tables/graph-layout.ts'
import { graphSvg } from '../../../workers/tables/graph-svg.ts'
import { tracksBetween } from '../../../workers/tables/graph-tracks.ts'

const graph = await readPipeline(join(import.meta.dirname, '../../../pipelines/ees'))
const columns = layOut(graph, CACHE_KEY)
const tables: readonly Table[] = [...graph.raw, ...graph.app]

/** The tables whose lines enter a box, followed back through every lane. */
const readBy = ({ from }: Placed): string[] =>
  from.map((id) => id.replace(/ in \d+$/, '')).toSorted()

describe('layOut()', () => {
  test('has a box for every table and the key, each once', () => {
    const boxes = columns.flat().filter(({ lane }) => !lane)
    expect(boxes.map(({ name }) => name).toSorted()).toEqual(
      [...tables, CACHE_KEY].map(({ name }) => name).toSorted(),
    )
  })

  test('has what reads no table on the left and the key on the right', () => {
    const readNone = graph.raw.filter((table) => parentsOf(table).length === 0)
    expect(columns[0]?.map(({ name }) => name).toSorted()).toEqual(
      readNone.map(({ name }) => name).toSorted(),
    )
    expect(columns.at(-1)?.map(({ name }) => name)).toEqual(['ees__last_updated'])
  })

  test('lets the lines of exactly the tables that it reads enter each box', () => {
    const boxes = columns.flat().filter(({ lane }) => !lane)
    for (const box of boxes) {
      const parents = box.table ? parentsOf(box.table) : CACHE_KEY.promises
      expect(readBy(box)).toEqual(parents.map(({ name }) => name).toSorted())
    }
  })

  test('has every line come from the column before', () => {
    for (const [at, column] of columns.entries()) {
      const before = new Set(columns[at - 1]?.map(({ id }) => id))
      expect(column.flatMap(({ from }) => from.filter((id) => !before.has(id)))).toEqual([])
    }
  })

  test('lets nothing overlap', () => {
    for (const column of columns)
      for (const [at, node] of column.entries())
        expect(node.top).toBeGreaterThanOrEqual(at === 0 ? 0 : bottomOf(column[at - 1]))
  })

  test('moves tables until their lines run straight', () => {
    const raw = ['a', 'b', 'c'].map((name) =>
      rawTable(name, { columns: { date: 'DATE' }, source: { kind: 'frozen' } }),
    )
    const app = raw.map((parent, at) =>
      appTable(`on_${parent.name}`, {
        columns: { date: 'DATE' },
        key: ['date'],
        sql: sql`select * from ${raw[(at + 1) % 3] ?? parent}`,
      }),
    )
    const [left = [], right = []] = layOut(graphOf([...raw, ...app]), {
      name: 'key',
      promises: [],
    })
    for (const { start, ends } of tracksBetween(left, right))
      expect(ends.map(({ y }) => y)).toEqual([start])
  })
})

describe('graphSvg()', () => {
  const $ = load(graphSvg({ graph, key: CACHE_KEY }), { xml: true })

  test('names every table, and links it to its section', () => {
    const links = new Map(
      $('a')
        .toArray()
        .map((link) => [$(link).find('text').text(), $(link).attr('href')]),
    )
    expect(links).toEqual(
      new Map([...tables, CACHE_KEY].map(({ name }) => [name, `tables.md#${name}`])),
    )
  })

  test('gives the lines that enter one box different colours', () => {
    const colourOf = new Map(
      $('.line')
        .toArray()
        .map((line) => [$(line).find('title').text(), $(line).find('path').last().attr('stroke')]),
    )
    const boxes = columns.flat().filter(({ lane }) => !lane)
    const alike = boxes.filter((box) => {
      const colours = readBy(box).map((name) => colourOf.get(name))
      return new Set(colours).size < colours.length
    })
    expect(alike.map(({ name }) => name)).toEqual([])
  })

  test('keeps everything within the picture', () => {
    const [, , width = 0, height = 0] = ($('svg').attr('viewBox') ?? '').split(' ').map(Number)
    for (const box of $('a rect').toArray()) {
      const right = Number($(box).attr('x')) + Number($(box).attr('width'))
      const bottom = Number($(box).attr('y')) + Number($(box).attr('height'))
      expect(right).toBeLessThan(width)
      expect(bottom).toBeLessThan(height)
    }
  })
})

const bottomOf = (node: Placed | undefined): number => (node ? node.top + node.height : 0)
