import type { Track } from './graph-tracks.ts'

/** Far apart on white; neighbours differ in lightness too, for those who see hues alike. */
const COLOURS = [
  '#1d70b8',
  '#f47738',
  '#4c2c92',
  '#00a04a',
  '#d4351c',
  '#28a197',
  '#912b88',
  '#b58840',
  '#12436d',
  '#d53880',
  '#85994b',
  '#505a5f',
] as const

/**
 * A colour for the lines of each table, through all channels. Lines that enter one box, or whose tracks are next to each
 * other, have different ones as long as there are enough.
 */
export function coloursOf(channels: readonly (readonly Track[])[]): ReadonlyMap<string, string> {
  const colours = new Map<string, string>()
  const tracks = channels.flat()
  for (const { source } of tracks) {
    if (colours.has(source.name)) continue
    const near = new Set(channels.flatMap((channel) => meeting(channel, source.name)))
    const taken = new Set([...near].map((name) => colours.get(name)))
    const uses = (colour: string) => [...colours.values()].filter((used) => used === colour).length
    const rank = (colour: string) => (taken.has(colour) ? tracks.length : 0) + uses(colour)
    const [first] = COLOURS.toSorted((one, other) => rank(one) - rank(other))
    colours.set(source.name, first ?? COLOURS[0])
  }
  return colours
}

/** The tables whose lines meet those of one in a channel. */
function meeting(channel: readonly Track[], name: string): string[] {
  return channel
    .filter(({ source }) => source.name === name)
    .flatMap(({ place, ends }) => {
      const readers = new Set(ends.map(({ reader }) => reader))
      return channel
        .filter(
          (other) =>
            Math.abs(other.place - place) === 1 ||
            other.ends.some(({ reader }) => readers.has(reader)),
        )
        .map(({ source }) => source.name)
    })
}
