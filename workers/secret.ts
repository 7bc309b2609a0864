import { inspect } from 'node:util'

const SHOWN = '[secret]'

/** A value that is handed on but never shown: text, JSON and logs have a placeholder for it. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  reveal(): string {
    return this.#value
  }

  toString(): string {
    return SHOWN
  }

  toJSON(): string {
    return SHOWN
  }

  [inspect.custom](): string {
    return SHOWN
  }
}
