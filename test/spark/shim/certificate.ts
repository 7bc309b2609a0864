import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Certificate {
  readonly cert: string
  readonly key: string
  /** Where the certificate, which is its own authority, lies. */
  readonly file: string
}

const SELF_SIGNED =
  'req -x509 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1'

/** Makes a certificate for this machine's loopback names, of a key that never leaves `folder`. */
export function makeCertificate(folder: string): Certificate {
  const [file, key] = [join(folder, 'ca.pem'), join(folder, 'key.pem')]
  execFileSync('openssl', [...`${SELF_SIGNED} -keyout`.split(' '), key, '-out', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return { cert: readFileSync(file, 'utf8'), key: readFileSync(key, 'utf8'), file }
}
