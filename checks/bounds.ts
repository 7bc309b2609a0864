import type { Bounds } from '../pipelines/define.ts'

/** Whether `after` rows in the place of `before` are fewer or more than the bounds allow; nothing bounds a first version. */
export function outOfBounds(
  { shrink, grow }: Bounds,
  before: number,
  after: number,
): 'fewer' | 'more' | undefined {
  if (before === 0) return undefined
  const change = (after - before) / before
  if (change < -shrink) return 'fewer'
  return change > grow ? 'more' : undefined
}

/** Bounds as a person reads them: `-5 % to +10 %`. */
export const showBounds = ({ shrink, grow }: Bounds): string =>
  `-${percent(shrink)} to +${percent(grow)}`

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`
