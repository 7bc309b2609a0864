/** Keeps what was used last, up to a total size; what is larger than that alone is not kept. */
export class Kept<T> {
  readonly #most: number
  readonly #sizeOf: (value: T) => number
  readonly #values = new Map<string, T>()
  #size = 0

  constructor(most: number, sizeOf: (value: T) => number) {
    this.#most = most
    this.#sizeOf = sizeOf
  }

  /** What is kept under a key; it then counts as used last. */
  get(key: string): T | undefined {
    const value = this.#values.get(key)
    if (value !== undefined) {
      this.#values.delete(key)
      this.#values.set(key, value)
    }
    return value
  }

  /** Keeps a value, and lets go of what was used longest ago. Returns the value. */
  set(key: string, value: T): T {
    this.#forget(key)
    const size = this.#sizeOf(value)
    if (size > this.#most) return value
    this.#values.set(key, value)
    this.#size += size
    // A Map keeps the order of insertion, so its first key is the one used longest ago.
    for (const oldest of this.#values.keys()) {
      if (this.#size <= this.#most) break
      this.#forget(oldest)
    }
    return value
  }

  clear(): void {
    this.#values.clear()
    this.#size = 0
  }

  #forget(key: string): void {
    const value = this.#values.get(key)
    if (value === undefined) return
    this.#values.delete(key)
    this.#size -= this.#sizeOf(value)
  }
}
