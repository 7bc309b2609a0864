import { BOX_WIDTH, type Frame, KINDS, kindOf, TRACK } from './graph-style.ts'
import { centreOf, type Placed } from './graph-layout.ts'
import type { Track } from './graph-tracks.ts'

const CORNER = 5

/** A box with the table's name, linked to what the page of tables says of it. */
export function drawBox(node: Placed, { left, colours }: Frame): string {
  const { name, table, top, height } = node
  const colour = colours.get(name)
  const [, fill] = KINDS[kindOf(table)]
  const about = escape(table?.about ?? 'What the dashboard’s caches hang on.')
  const edge = colour
    ? `<rect x="${left + BOX_WIDTH - 5}" y="${top}" width="5" height="${height}" rx="2" fill="${colour}"/>`
    : ''
  return [
    `<a href="tables.md#${name}"><title>${about}</title>`,
    `<rect x="${left}" y="${top}" width="${BOX_WIDTH}" height="${height}" rx="3" fill="${fill}" stroke="#505a5f"/>${edge}`,
    `<text x="${left + 10}" y="${round(centreOf(node) + 4)}" fill="#0b0c0c">${name}</text></a>`,
  ].join('')
}

/** The line of a table on its way past a column. */
export function drawLane(node: Placed, { left, colours }: Frame): string {
  const d = `M${left} ${round(centreOf(node))}h${BOX_WIDTH}`
  return stroke(d, colours.get(node.name) ?? '', node.name)
}

/** A track with its ends; where they enter a box, a dot. `left` is where the channel begins, `right` where it ends. */
export function drawTrack(
  track: Track,
  { left, right, colours }: Frame & { right: number },
): string {
  const { source, place, start, ends } = track
  const colour = colours.get(source.name) ?? ''
  const x = left + TRACK * (place + 2.5)
  const d = ends.map(({ y }) => `M${left} ${round(start)}${turn(x, start, y)}H${right}`).join('')
  const dots = ends
    .filter(({ lane }) => !lane)
    .map(({ y }) => `<circle cx="${right}" cy="${round(y)}" r="2.2" fill="${colour}"/>`)
  return stroke(d, colour, source.name) + dots.join('')
}

/** To the track, along it, and off it, round the corners. */
function turn(x: number, from: number, to: number): string {
  const rise = to - from
  if (Math.abs(rise) < 0.5) return ''
  const bend = Math.min(CORNER, Math.abs(rise) / 2)
  const down = Math.sign(rise) * bend
  const [enter, leave] = [round(from + down), round(to - down)]
  return `H${x - bend}Q${x} ${round(from)} ${x} ${enter}V${leave}Q${x} ${round(to)} ${x + bend} ${round(to)}`
}

/** On white, so that of two lines that cross one passes over the other. */
const stroke = (d: string, colour: string, name: string): string =>
  `<g class="line" fill="none"><title>${name}</title><path d="${d}" stroke="#ffffff" stroke-width="4.5"/><path d="${d}" stroke="${colour}" stroke-width="1.7"/></g>`

const round = (value: number): number => Math.round(value * 10) / 10

export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
