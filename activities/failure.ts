import { ApplicationFailure } from '@temporalio/common'

/** What went wrong, as on-call sees it in the UI; whether it may be tried again is decided where it is thrown. */
export type FailureType =
  | 'Unauthorised' // credentials missing, wrong or expired
  | 'BadRequest' // the source refuses what was asked: ours to mend
  | 'Quota' // the source asks to wait
  | 'Unavailable' // the source does not answer, or not in full
  | 'NotFound' // the page is gone, or what it is made from does not answer
  | 'BrokenContract' // an answer that is not of the agreed form
  | 'CheckFailed' // a stop finding
  | 'Warehouse' // the warehouse refuses or is out of reach
  | 'BadInput' // what the person or the settings said

interface Details {
  readonly cause?: unknown
  /** The wait the other side stated, in milliseconds. */
  readonly waitMs?: number | undefined
  /** Shown in the UI and kept in the history: never a secret. */
  readonly details?: readonly unknown[]
}

/** A fault that passes: the step is tried again. */
export function passing(
  type: FailureType,
  message: string,
  options: Details = {},
): ApplicationFailure {
  return ApplicationFailure.create({ ...failure(type, message, options), nonRetryable: false })
}

/** A fault that another try would meet again: the step stops. */
export function final(
  type: FailureType,
  message: string,
  options: Details = {},
): ApplicationFailure {
  return ApplicationFailure.create({ ...failure(type, message, options), nonRetryable: true })
}

const failure = (type: FailureType, message: string, { cause, waitMs, details }: Details) => ({
  type,
  message,
  ...(cause instanceof Error && { cause }),
  ...(waitMs !== undefined && { nextRetryDelay: waitMs }),
  ...(details && { details: [...details] }),
})
