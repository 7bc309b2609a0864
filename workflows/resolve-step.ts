import { ApplicationFailure } from '@temporalio/common'
import { defineUpdate, setHandler } from '@temporalio/workflow'

import { type Board, PUBLISH } from './board.ts'
import { type InputForm, requireInput } from './strict-input.ts'
import { ACTIONS, type Resolution, type RunStatus } from './status.ts'

export const resolveStep = defineUpdate<RunStatus, [unknown]>('resolveStep')

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== ''

const FORM: InputForm<Resolution> = {
  what: 'the input of resolveStep',
  fields: {
    step: { is: isText, wanted: 'the name of a parked step', required: true },
    action: {
      is: (value) => ACTIONS.some((action) => action === value),
      wanted: `one of ${ACTIONS.join(', ')}`,
      required: true,
    },
    reason: { is: isText, wanted: 'why, in a few words: it is kept with the run', required: true },
  },
  example: '{"step":"ees_ga4_page","action":"retry","reason":"the quota is back"}',
}

/** Lets a person decide about parked steps; what cannot be done is refused before it reaches the run. */
export function takeResolutions(board: Board): void {
  setHandler(
    resolveStep,
    (resolution) => {
      requireInput(resolution, FORM)
      board.resolve(resolution)
      return board.status()
    },
    {
      // Must not be async: the SDK would not wait for what it refuses.
      validator: (resolution) => {
        requireInput(resolution, FORM)
        const fault = faultOf(board, resolution)
        if (fault) throw ApplicationFailure.nonRetryable(`Resolving a step: ${fault}`, 'BadInput')
      },
      description: `Decides about a step that is parked: retry, skip, or abort (which ends the run). For example: ${FORM.example}`,
    },
  )
}

/** What keeps the run from doing as it is told, as it stands. */
function faultOf(board: Board, { step, action }: Resolution): string | undefined {
  const parked = board.parked()
  if (!parked.includes(step)) return notParked(board, step, parked)
  const status = board.get(step)
  if (action !== 'skip') return undefined
  if (status?.layer === 'raw')
    return `"${step}" is a raw table, and its days would be missing for good: it cannot be skipped. Retry it, or abort the run; the next one fetches what is missing.`
  if (step === PUBLISH)
    return 'the publication cannot be skipped: nothing of the run would be seen. Retry it, or abort.'
  const below = board.below(step)
  return below.length > 0
    ? `"${step}" cannot be skipped: ${below.join(', ')} would be built from it as it was and from other tables as they are now. Retry it, or abort.`
    : undefined
}

function notParked(board: Board, step: string, parked: readonly string[]): string {
  const state = board.status().steps.find((status) => status.step === step)?.state
  const found = state
    ? `"${step}" is not parked but ${state}; perhaps it was resolved a moment ago.`
    : `the run has no step "${step}".`
  const there = parked.length > 0 ? `Parked are: ${parked.join(', ')}.` : 'No step is parked.'
  return `${found} ${there}`
}
