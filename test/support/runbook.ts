import { readProjectFile } from './sources.ts'

/** What a person on call meets, and what to do about it. */
export interface Entry {
  readonly heading: string
  readonly text: string
}

export const RUNBOOK = readProjectFile('docs/runbook.md')

/** The entries, by their headings of the third level. */
export const runbookEntries = (): readonly Entry[] =>
  RUNBOOK.split(/^### /m)
    .slice(1)
    .map((part) => {
      const [heading = '', ...lines] = part.split('\n')
      // A heading of the second level begins the next group.
      return { heading, text: lines.join('\n').split(/^## /m)[0] ?? '' }
    })

/** The text of an entry. */
export function runbookEntry(heading: string): string {
  const entry = runbookEntries().find((candidate) => candidate.heading === heading)
  if (!entry) throw new Error(`The runbook has no entry "${heading}".`)
  return entry.text
}

/** The fenced blocks of a language, without their indentation. */
export const blocksIn = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^( *)\`\`\`${language}\n([^]*?)^ *\`\`\`$`, 'gm'))].map(
    ([, indent = '', block = '']) => block.replaceAll(new RegExp(`^${indent}`, 'gm'), '').trim(),
  )

/** The `npx ees` commands, in blocks and in lines, as arguments. */
export function commandsIn(text: string): readonly (readonly string[])[] {
  const blocks = blocksIn(text, 'sh').flatMap((block) => block.split('\n'))
  const spans = [...text.matchAll(/`(npx ees\s[^`]+)`/g)].map(([, span = '']) => span)
  return [...blocks, ...spans].map((line) =>
    [...line.replace(/^npx ees\s+/, '').matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, word]) => quoted ?? word ?? '',
    ),
  )
}

/** What the program is quoted with, `…` for what differs. */
export const quotesIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^ *> .*\n?)+/gm)].map(([quote]) =>
    quote
      .replaceAll(/^ *> ?/gm, '')
      .trim()
      .replaceAll('\n', ' '),
  )
