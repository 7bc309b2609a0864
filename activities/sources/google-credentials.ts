import { createPrivateKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'

import { GoogleAuth, PassThroughClient } from 'google-auth-library'

import { final } from '../failure.ts'
import { isObject } from './unknown-object.ts'

const SETTING = 'GOOGLE_APPLICATION_CREDENTIALS'

/** The kinds of credentials that Google's library reads from a file. */
const KINDS = [
  'service_account',
  'authorized_user',
  'external_account',
  'external_account_authorized_user',
  'impersonated_service_account',
]

/** No credentials, for an endpoint that gets none. */
export const noCredentials = (): GoogleAuth =>
  new GoogleAuth({ authClient: new PassThroughClient() })

/**
 * Credentials for a scope: the file that GOOGLE_APPLICATION_CREDENTIALS names, or else the machine's own (gcloud's
 * file, the metadata server). Read anew each time, so that a mended file needs no restart. Rejects with a final
 * `Unauthorised` where there are none or they are of no use. No message quotes the file: it holds a secret.
 */
export async function googleCredentials(scope: string): Promise<GoogleAuth> {
  const file = process.env[SETTING]
  if (file) await checkFile(file)
  const auth = new GoogleAuth({ scopes: [scope] })
  try {
    await auth.getClient()
    return auth
  } catch {
    // What the library says may quote the file.
    throw unusable(
      file
        ? `Google's library refuses ${file}, which ${SETTING} names`
        : `${SETTING} is not set and this machine has no usable credentials of its own`,
    )
  }
}

/** The library's own complaints come late, some of them outside any promise, and may quote the file. */
async function checkFile(file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw unusable(`${file}, which ${SETTING} names, cannot be read (${error.code})`)
  })
  const fault = faultOf(parse(text))
  if (fault) throw unusable(`${file}, which ${SETTING} names, ${fault}`)
}

/** The text as JSON; undefined where it is none, without the parser's message, which quotes it. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function faultOf(key: unknown): string | undefined {
  if (!isObject(key)) return 'is not a JSON object'
  const { type, client_email, private_key } = key
  if (typeof type !== 'string' || !KINDS.includes(type))
    return 'is not a key of a service account: its "type" is none that Google knows'
  if (type !== 'service_account') return undefined
  if (typeof client_email !== 'string') return 'has no "client_email"'
  return typeof private_key === 'string' && isKey(private_key)
    ? undefined
    : 'has no "private_key" in PEM form'
}

function isKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).type === 'private'
  } catch {
    return false
  }
}

const unusable = (found: string) =>
  final(
    'Unauthorised',
    `Signing in to Google: ${found}. Wanted is the JSON key of a service account that may read the property. Download one for it (Google Cloud console, IAM, Service accounts, Keys), set ${SETTING} to its path, and run the step again; EES_SOURCES=sandbox needs none.`,
  )
