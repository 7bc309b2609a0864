import { readProjectFile } from './sources.ts'

/** The arguments of each instruction of a kind in the Dockerfile; a line that ends in a backslash goes on. */
export const instructions = (kind: string): string[] =>
  [
    ...readProjectFile('Dockerfile')
      .replaceAll(/\\\n\s*/g, '')
      .matchAll(new RegExp(`^${kind} (.*)$`, 'gm')),
  ].map(([, given = '']) => given)

/** The settings that are in the image. */
export const imageSettings = (): Record<string, string> =>
  Object.fromEntries(
    instructions('ENV').flatMap((line) => line.split(' ').map((pair) => pair.split('='))),
  )
