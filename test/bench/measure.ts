/** A line of the table. */
export interface Measured {
  readonly name: string
  readonly what: string
  readonly measured: string
  /** The floor: what the bare means take for the same. */
  readonly beside?: string
  readonly ratio?: number
  readonly peakMb: number
  readonly target: string
  readonly met: boolean
}

/** The lines as a table in Markdown. */
export function tableOf(lines: readonly Measured[]): string {
  const head = ['case', 'what', 'measured', 'beside', 'ratio', 'peak memory', 'target', '']
  const rows = lines.map((line) => [
    line.name,
    line.what,
    line.measured,
    line.beside ?? '',
    line.ratio?.toFixed(2) ?? '',
    `${Math.round(line.peakMb)} MB`,
    line.target,
    line.met ? 'met' : 'missed',
  ])
  const rule = ['---', '---', '--:', '--:', '--:', '--:', '---', '---']
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

const NUMBER = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

export const number = (value: number): string => NUMBER.format(value)

export const seconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} s`

/** The one that took the least time. */
export const fastest = <T>(all: readonly T[], time: (one: T) => number): T =>
  all.reduce((best, one) => (time(one) < time(best) ? one : best))
