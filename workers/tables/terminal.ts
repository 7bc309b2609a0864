import type { DescribedColumn, Description } from './description.ts'

/** Every table in a line, by layer. */
export function listing(tables: readonly Description[], width: number): string[] {
  const names = widest(tables.map(({ name }) => name))
  const layers = [
    ['App tables, in the order in which they are made', 'app'],
    ['The cache key', 'key'],
    ['Raw tables', 'raw'],
  ] as const
  return layers.flatMap(([title, layer], at) => [
    ...(at > 0 ? [''] : []),
    title,
    ...tables
      .filter((table) => table.layer === layer)
      .flatMap(({ name, about }) => row([name, about], [names], width)),
  ])
}

/** All about one table. */
export function page({ name, about, facts, columns, holds }: Description, width: number): string[] {
  const cells = columns.map((column) => [
    column.name,
    column.type,
    column.unit ?? '',
    column.means + (isRenamed(column) ? ` Asked for as ${column.origin}.` : ''),
  ])
  const widths = [0, 1, 2].map((at) => widest(cells.map((cell) => cell[at] ?? '')))
  const labels = widest(facts.map(([label]) => label))
  return [
    name,
    ...wrap(about, width),
    '',
    ...facts.flatMap(([label, text]) => row([label, text.replaceAll('`', '')], [labels], width)),
    '',
    'Columns',
    ...cells.flatMap((cell) => row(cell, widths, width)),
    '',
    'Checked before it is kept',
    ...holds.flatMap((sentence) => row([sentence], [], width)),
  ]
}

const isRenamed = ({ name, origin }: DescribedColumn): boolean =>
  origin !== undefined && origin !== `\`${name}\``

const INDENT = '  '
const BETWEEN = '  '

/** So little room is left to no text. */
const NARROWEST = 24

const widest = (texts: readonly string[]): number =>
  texts.reduce((most, text) => Math.max(most, text.length), 0)

/** Cells side by side, the last one in as many lines as it takes. */
function row(cells: readonly string[], widths: readonly number[], width: number): string[] {
  const fixed = cells.slice(0, -1).map((cell, at) => cell.padEnd(widths[at] ?? 0) + BETWEEN)
  const before = INDENT + fixed.join('')
  const lines = wrap(cells.at(-1) ?? '', Math.max(NARROWEST, width - before.length))
  return lines.map((line, at) => (at === 0 ? before : ' '.repeat(before.length)) + line)
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
