/**
 * Reads something for many who ask at once, as seldom as can be: who asks while a read is under way shares the next
 * with all who ask meanwhile.
 */
export class SharedReader<T> {
  readonly #read: () => Promise<T>
  #known: Promise<T> | undefined
  #underWay: Promise<unknown> = Promise.resolve()
  #next: Promise<T> | undefined

  constructor(read: () => Promise<T>) {
    this.#read = read
  }

  /** As it was at some moment; for work that asks `current` afterwards whether that still held. */
  known(): Promise<T> {
    return this.#known ?? this.current()
  }

  /** As it is at some moment after this call. */
  current(): Promise<T> {
    this.#next ??= this.#underWay.then(() => {
      this.#next = undefined
      const read = this.#read()
      this.#known = read
      this.#underWay = read.catch(() => {
        if (this.#known === read) this.#known = undefined
      })
      return read
    })
    return this.#next
  }

  /** Lets what is known go, as after a change. */
  forget(): void {
    this.#known = undefined
  }
}
