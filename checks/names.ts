/** Every check that is not declared with a table, by what it holds. */
export const CHECKS = {
  // before a window is asked for
  'window-is-real': 'the window is two days of the calendar that the table can have',
  // a fetched batch
  'no-nulls': 'no column is NULL where it may not be',
  'no-duplicates': 'no two rows have the same key',
  'dates-in-window': 'every date lies in the window',
  'newest-is-last': 'the newest date is the last of the window',
  'no-missing-day': 'no day is missing that the source must have',
  // an append
  'no-day-twice': 'no date of the batch is in the table already',
  'rows-add-up': 'the table has the rows it had and those of the batch, day by day',
  'history-unchanged': 'the other days of the table are as they were',
  'usual-volume': 'a day has about the rows of the same weekday before it',
  // the replacement of a list
  'list-within-bounds': 'a list is about as long as the one it replaces',
  'no-row-gone': 'a list still has the rows that it had',
  // what a source says of its answer
  'no-other-row': 'no rows were folded into (other)',
  'not-thresholded': 'no small numbers were withheld',
  'not-sampled': 'the answer counts every event',
  'not-truncated': 'the answer was cut for no other reason',
  // an app table before it is published
  'all-classified': 'every value has a class',
  conserved: 'what goes in comes out, day by day',
  'newest-as-expected': 'the newest date is that of what the table reads',
  'rows-within-bounds': 'a table has about the rows of the one it replaces',
  // the cache key
  'newest-agree': 'the tables that the cache key promises end on the same day',
} as const

export type CheckName = keyof typeof CHECKS
