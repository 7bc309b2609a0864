/** Draws that look random and are the same for the same key on every machine. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number
  /** How often something happens that happens `mean` times on average. */
  poisson(mean: number): number
  /** A place in a list, by the running sums of its weights. */
  pick(sums: Float64Array): number
}

/** Starts a sequence of its own for a key such as (seed, table, day). */
export function random(...key: readonly (string | number)[]): Random {
  const next = sequence(hash(key.join('\u0000')))
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    poisson: (mean) => poisson(next, mean),
    pick: (sums) => place(sums, next()),
  }
}

/** Running sums of weights, scaled so that the last is 1; for `Random.pick`. */
export function runningSums(weights: readonly number[]): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let sum = 0
  return Float64Array.from(weights, (weight) => (sum += weight / total))
}

/** FNV-1a over UTF-16 units, then mixed, so that neighbouring days share nothing. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

/** The mulberry32 generator: 32 bits of state, fast, good enough for traffic. */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

function poisson(next: () => number, mean: number): number {
  const drawn = next()
  // e^-mean is never less than 1 - mean: most rare things are settled without the exponential.
  if (drawn < 1 - mean || mean <= 0) return 0
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(drawn, next())))
  let chance = Math.exp(-mean)
  let below = chance
  let count = 0
  while (drawn > below && count < 200) {
    count += 1
    chance *= mean / count
    below += chance
  }
  return count
}

/** Box and Muller's way from two even draws to a normal one. */
function normal(first: number, second: number): number {
  return Math.sqrt(-2 * Math.log(1 - first)) * Math.cos(2 * Math.PI * second)
}

function place(sums: Float64Array, drawn: number): number {
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (drawn < (sums[middle] ?? 1)) high = middle
    else low = middle + 1
  }
  return low
}
