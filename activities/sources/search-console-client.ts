import {
  searchconsole,
  type searchconsole_v1,
} from 'googleapis/build/src/apis/searchconsole/index.js'

import { googleCredentials, noCredentials } from './google-credentials.ts'
import type { GoogleEndpoint } from './google-endpoint.ts'
import { BY_NODE } from './google-transport.ts'

const SCOPE = 'https://www.googleapis.com/auth/webmasters.readonly'

/** Google's client, with credentials unless the endpoint gets none. */
export async function searchConsoleClient(
  endpoint: GoogleEndpoint | undefined,
): Promise<searchconsole_v1.Searchconsole> {
  const signed = endpoint?.signed ?? true
  return searchconsole({
    version: 'v1',
    auth: signed ? await googleCredentials(SCOPE) : noCredentials(),
    ...(endpoint && { rootUrl: endpoint.url.href }),
    ...BY_NODE,
  })
}
