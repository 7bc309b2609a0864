/** A word: letters and digits, with an apostrophe or a dot between two of them, or `_`. */
const WORD = String.raw`[\p{L}\p{M}\p{N}]+(?:(?:['’.]|_+)[\p{L}\p{M}\p{N}]+)*`

/** What stands between words. */
const GAP = String.raw`[^\p{L}\p{M}\p{N}]+`

/** The pieces of a text that `title_case` is made of, as a pattern of RE2 and of Java. */
export const PIECES = `${WORD}|${GAP}`
