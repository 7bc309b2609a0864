import { final, passing } from '../failure.ts'
import { untilWhen } from '../until-when.ts'
import { DEADLINE_EXCEEDED, type GoogleError, readGoogleError } from './google-error.ts'
import { quotaWait } from './google-quota.ts'

/** What was asked of Google, in words for the person who has to mend it. */
export interface Asked {
  /** As in `Reading ees_ga4_page from GA4 property 1, 2026-01-30 to 2026-01-31, rows from 0`. */
  readonly doing: string
  /** What lets the account read: a sentence that says who grants which role where. */
  readonly grant: string
  /** The settings that say what is read and where. */
  readonly settings: string
}

const QUOTA_REASON = /quota|rate_?limit|dailylimit|resource_exhausted/i
const QUOTA_MESSAGE = /quota exceeded|exceeded your quota|limit exceeded|exhausted/i

/** OAuth's own words for credentials that the token server refuses, with status 400 or 401. */
const REFUSED_TOKEN = /invalid_grant|invalid_client|unauthorized_client|invalid_scope/

const PERMISSION_DENIED = 7
const RESOURCE_EXHAUSTED = 8
const UNAUTHENTICATED = 16
/** DEADLINE_EXCEEDED, INTERNAL, UNAVAILABLE. */
const PASSING_CODES = [DEADLINE_EXCEEDED, 13, 14]

/**
 * An error of either Google client as the failure of a step, by its kind: a quota, a time-out, a fault of the server
 * or the connection passes; bad credentials, a missing role or a refused request does not. Whatever is no error of
 * Google's clients is given back as it is.
 */
export function googleFailure(error: unknown, asked: Asked): unknown {
  const told = readGoogleError(error)
  if (!told) return error
  const found = `${asked.doing}: ${saying(told)}`
  if (isQuota(told)) {
    const waitMs = told.waitMs ?? quotaWait(told.message, new Date())
    return passing('Quota', `${found}. ${quotaAdvice(waitMs)}`, { cause: error, waitMs })
  }
  if (isRefusedAccount(told))
    return final('Unauthorised', `${found}. ${accountAdvice(told, asked)}`)
  if (isPassing(told)) {
    const advice = `The step is tried again; if it goes on, look whether Google can be reached from here and at ${asked.settings}.`
    return passing('Unavailable', `${found}. ${advice}`, { cause: error, waitMs: told.waitMs })
  }
  return final(
    'BadRequest',
    `${found}. Wanted is an answer with rows; another try would meet the same. Look at ${asked.settings}, and hold the fields of the table's declaration against those that the source has.`,
    { cause: error },
  )
}

function saying({ status, code, message }: GoogleError): string {
  if (status !== undefined) return `Google answered ${status}, "${message}"`
  return code === DEADLINE_EXCEEDED
    ? `Google did not answer in time ("${message}")`
    : `no answer, or a broken one ("${message}")`
}

/** Some quotas are refused with 403, as a missing permission is: then only the body tells them apart. */
const isQuota = ({ status, code, reasons, message }: GoogleError): boolean =>
  status === 429 ||
  code === RESOURCE_EXHAUSTED ||
  (status === 403 &&
    (reasons.some((reason) => QUOTA_REASON.test(reason)) || QUOTA_MESSAGE.test(message)))

const isRefusedAccount = ({ status, code, reasons, message }: GoogleError): boolean =>
  status === 401 ||
  status === 403 ||
  code === PERMISSION_DENIED ||
  code === UNAUTHENTICATED ||
  REFUSED_TOKEN.test([message, ...reasons].join(' '))

/** Without a status there was no answer, or none that could be read. */
const isPassing = ({ status, code }: GoogleError): boolean =>
  status === undefined
    ? code === undefined || PASSING_CODES.includes(code)
    : status >= 500 || status === 408

/** True of a step that waits by itself, and of one that has been tried for the last time. */
const quotaAdvice = (waitMs: number | undefined): string =>
  `Wanted is quota left for this request: the step has to wait ${untilWhen(waitMs)}. If this happens daily, look who else reads the same property.`

function accountAdvice({ status, code, reasons }: GoogleError, { grant, settings }: Asked): string {
  if (reasons.some((reason) => /SERVICE_DISABLED|accessNotConfigured/.test(reason)))
    return 'Wanted is a project that may use this API. Enable the API in the Google Cloud project of the account (Google Cloud console, APIs and services), then run the step again.'
  if (status === 403 || code === PERMISSION_DENIED)
    return `Wanted is an account that may read it. ${grant} Look also whether ${settings} name what is meant; then run the step again.`
  return 'Wanted are valid credentials. Look whether the key that GOOGLE_APPLICATION_CREDENTIALS names was deleted or disabled, whether its account exists, and whether the clock of this machine is right; then run the step again.'
}
