import type { Catalogue } from './description.ts'
import { coloursOf } from './graph-colours.ts'
import { layOut, type Placed } from './graph-layout.ts'
import { drawBox, drawLane, drawTrack, escape } from './graph-shapes.ts'
import { BOX_WIDTH, type Frame, KINDS, kindOf, TRACK } from './graph-style.ts'
import { type Track, tracksBetween } from './graph-tracks.ts'

const PADDING = 24
const HEADER = 76

/** The width of a letter. */
const LETTER = 6.6

const FONT = `ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace`

/**
 * The tables and who reads whom, from left to right. All lines of a table have one colour and share one track, on which
 * they can be followed.
 */
export function graphSvg({ graph, key }: Catalogue): string {
  const columns = layOut(graph, key)
  const channels = columns.slice(1).map((column, at) => tracksBetween(columns[at] ?? [], column))
  const lefts = leftsOf(channels)
  const colours = coloursOf(channels)
  const frame = (at: number): Frame => ({ left: lefts[at] ?? 0, colours })
  const tracks = channels.flatMap((channel, at) => {
    const ends = { left: frame(at).left + BOX_WIDTH, right: frame(at + 1).left, colours }
    return channel.map((track) => drawTrack(track, ends))
  })
  const places = columns.flatMap((column, at) =>
    column.map((node) => (node.lane ? drawLane : drawBox)(node, frame(at))),
  )
  const size = { width: (lefts.at(-1) ?? 0) + BOX_WIDTH + PADDING, height: heightOf(columns) }
  return framed(size, [
    ...legend(columns),
    `<g transform="translate(0 ${HEADER})">`,
    ...tracks,
    ...places,
    '</g>',
  ])
}

function framed({ width, height }: { width: number; height: number }, inside: string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="11">`,
    '<title>Which table reads which, from the raw tables on the left to the cache key on the right</title>',
    '<style>.line:hover path:last-child { stroke-width: 3.5 } a:hover text { text-decoration: underline }</style>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...inside,
    '</svg>',
    '',
  ].join('\n')
}

/** Where each column begins: a channel is as wide as its tracks, and as two more on either side. */
function leftsOf(channels: readonly (readonly Track[])[]): number[] {
  return channels.reduce<number[]>(
    (lefts, tracks) => [...lefts, (lefts.at(-1) ?? 0) + BOX_WIDTH + TRACK * (tracks.length + 4)],
    [PADDING],
  )
}

function legend(columns: readonly (readonly Placed[])[]): string[] {
  const kinds = new Set(columns.flat().flatMap(({ lane, table }) => (lane ? [] : [kindOf(table)])))
  let left = PADDING
  const entries = [...kinds].map((kind) => {
    const [label, fill] = KINDS[kind]
    const at = left
    left += LETTER * label.length + 52
    return `<rect x="${at}" y="40" width="14" height="14" rx="2" fill="${fill}" stroke="#505a5f"/><text x="${at + 20}" y="51" fill="#0b0c0c">${escape(label)}</text>`
  })
  return [
    `<text x="${PADDING}" y="26" fill="#0b0c0c" font-size="13" font-weight="bold">Each table is made of those whose lines enter it from the left. A line keeps the colour of the table that it comes from.</text>`,
    ...entries,
  ]
}

const heightOf = (columns: readonly (readonly Placed[])[]): number =>
  Math.ceil(HEADER + Math.max(...columns.flat().map(({ top, height }) => top + height)) + PADDING)
