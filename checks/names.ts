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
  // the replacement of days
  'rows-kept': 'a day that is replaced keeps about the rows that it had',
  // files that are appended
  'files-there': 'the source has files for the table',
  'files-named': 'the name of each file begins with the moment it was written at',
  'files-dated': 'each file is of a day from 2020-01-01 to tomorrow',
  'files-whole': 'each file can be read to its end',
  'files-not-empty': 'each file has rows',
  'columns-as-declared': 'each file has the columns of the table, and of their types',
  'no-file-twice': 'no file of the batch is in the table already',
  'files-unchanged': 'each file is still as it was when it was looked at',
  'files-settled': 'no file is still being written',
  'files-fresh': 'the newest file is a few days old at most',
  'files-kept': 'the source still has each file that the table was filled from',
  'weekdays-have-files': 'no day from Monday to Friday is without a file',
  'weekends-have-files': 'no Saturday or Sunday is without a file',
  // the replacement of a list
  'list-within-bounds': 'a list is about as long as the one it replaces',
  'no-row-gone': 'a list still has the rows that it had',
  // the pages of latest releases
  'most-pages-answer': 'no more than a few pages are lost at once',
  'pages-found': 'every publication has a page',
  'pages-read': 'every page can be read',
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
