import type { Columns } from './define.ts'

/** What every row of a drop says of its file, after the file's own columns. */
export const FROM_FILE = {
  _source_file: 'STRING',
  _file_datetime: 'TIMESTAMP',
  _file_date: 'DATE',
} as const satisfies Columns

/** The moment in UTC that a file's name begins with, as ISO text without its zone; undefined where it is none. */
export function droppedAt(name: string): string | undefined {
  const moment = name.replace(
    /^(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})(?!\d).*$/s,
    '$1-$2-$3T$4:$5:$6',
  )
  const time = moment === name ? Number.NaN : Date.parse(`${moment}Z`)
  // The parser lets 30 February pass as 2 March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(moment) ? moment : undefined
}
