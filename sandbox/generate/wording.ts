const SMALL_WORDS = /^(a|an|and|as|at|but|by|en|for|if|in|nor|of|on|or|per|the|to|vs?\.?|via)$/i

const NAME_LENGTH = 40
const PARAMETER_LENGTH = 100

/**
 * The title case that the site's analytics client gives every text it sends: a word goes up to white space or `-`; it
 * keeps its capitals if it has one, or a dot, after its first letter; small words inside a text stay small.
 */
export function sentTitleCase(text: string): string {
  return text
    .trim()
    .replace(/[A-Za-z0-9\u00C0-\u00FF]+[^\s-]*/g, (word, at: number, all: string) => {
      if (isSmall(word, at, all)) return word.toLowerCase()
      if (/[A-Z]|\../.test(word.slice(1))) return word
      return word.charAt(0).toUpperCase() + word.slice(1)
    })
}

/** An event's name as GA4 keeps it: 40 characters. */
export const ga4Name = (text: string): string => sentTitleCase(text).slice(0, NAME_LENGTH)

/** An event's label or category as GA4 keeps it: 100 characters. */
export const ga4Parameter = (text: string): string => sentTitleCase(text).slice(0, PARAMETER_LENGTH)

function isSmall(word: string, at: number, all: string): boolean {
  const before = all.charAt(at - 1)
  const after = all.charAt(at + word.length)
  return (
    at > 0 &&
    at + word.length !== all.length &&
    SMALL_WORDS.test(word) &&
    all.charAt(at - 2) !== ':' &&
    (after !== '-' || before === '-') &&
    !/[^\s-]/.test(before)
  )
}
