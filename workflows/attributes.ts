import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common'

/** What runs are found by, in the Temporal UI and by metrics; kept unencrypted by the server. */
export const ATTRIBUTES = {
  /** See RunState. */
  state: defineSearchAttributeKey('PipelineState', SearchAttributeType.KEYWORD),
  /** The day of the run, as `2026-01-31`. */
  day: defineSearchAttributeKey('DataDate', SearchAttributeType.KEYWORD),
  /** `schedule`, `manual` or `backfill`. */
  trigger: defineSearchAttributeKey('TriggerKind', SearchAttributeType.KEYWORD),
  /** The steps that wait for a person, or had failed when the run gave up. */
  failed: defineSearchAttributeKey('FailedStep', SearchAttributeType.KEYWORD_LIST),
}
