import { final } from '../failure.ts'

/** Where an API is asked instead of at Google's own address. */
export interface GoogleEndpoint {
  readonly url: URL
  /** Whether requests carry credentials: never without TLS. */
  readonly signed: boolean
}

const LOOPBACK = /^(localhost|\[::1\]|127(\.\d+){3})$/

/**
 * Reads a setting that names another address for an API, such as `http://127.0.0.1:9101`; undefined is Google's own.
 * Throws a final `BadInput` for what is no address, and for plain http to another machine.
 */
export function googleEndpoint(
  setting: string,
  text: string | undefined,
): GoogleEndpoint | undefined {
  if (text === undefined) return undefined
  const refused = (found: string) =>
    final(
      'BadInput',
      `Reading the setting ${setting}: ${found}. Wanted is https://HOST[:PORT], or http://HOST[:PORT] with a host on this machine (127.0.0.1, [::1], localhost). Correct ${setting}, or leave it out to ask Google.`,
    )
  if (!URL.canParse(text)) throw refused('it is no address')
  const url = new URL(text)
  // Shown without what might be a password.
  const shown = `${url.protocol}//${url.host}`
  if (url.username || url.password) throw refused(`${shown} has a user name or a password with it`)
  if (url.pathname !== '/' || url.search || url.hash)
    throw refused(`${shown} is followed by more than a host and a port, which the clients drop`)
  if (url.protocol === 'https:') return { url, signed: true }
  if (url.protocol !== 'http:') throw refused(`${shown} is neither https nor http`)
  if (!LOOPBACK.test(url.hostname))
    throw refused(`${shown} would send the rows of another machine unencrypted`)
  return { url, signed: false }
}
