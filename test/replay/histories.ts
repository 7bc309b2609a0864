import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { WorkflowHandle } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/** What happened in one execution of a run, as Temporal keeps it. */
export interface SavedHistory {
  /** The path, and where it took several executions, which of them. */
  readonly name: string
  readonly history: { readonly events: readonly { readonly eventType: string }[] }
}

const FOLDER = fileURLToPath(new URL('histories', import.meta.url))

/** Where and by which process it ran: it is replayed without. */
const PLACES = new Set(['identity', 'stackTrace'])

const withoutPlaces = (name: string, value: Json): Json | undefined => {
  if (PLACES.has(name)) return undefined
  // The queue of one process is named after it.
  const isSticky = isObject(value) && value['kind'] === 'TASK_QUEUE_KIND_STICKY'
  return isSticky ? { ...value, name: 'sticky' } : value
}

const isObject = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const readHistories = (): readonly SavedHistory[] =>
  readdirSync(FOLDER).map((file) => ({
    name: file.replace(/\.json$/, ''),
    history: JSON.parse(readFileSync(join(FOLDER, file), 'utf8')),
  }))

/** The path that a saved history is of. */
export const pathOf = (name: string): string => name.replace(/-\d+$/, '')

/** Saves what happened in each execution of a run that has ended, oldest first; an event is a line. */
export async function saveHistories(path: string, run: WorkflowHandle): Promise<void> {
  const histories = await Array.fromAsync(executionsOf(run))
  for (const { name } of readHistories().filter((saved) => pathOf(saved.name) === path))
    rmSync(join(FOLDER, `${name}.json`))
  for (const [at, json] of histories.entries()) {
    const { events } = JSON.parse(json, withoutPlaces) as { readonly events: readonly Json[] }
    const lines = events.map((event) => JSON.stringify(event))
    const name = histories.length > 1 ? `${path}-${at + 1}` : path
    writeFileSync(join(FOLDER, `${name}.json`), `{"events":[\n${lines.join(',\n')}\n]}\n`)
  }
}

/** The types of all events of a path, whichever execution had them, without `EVENT_TYPE_`. */
export const eventsOf = (path: string): readonly string[] =>
  readHistories()
    .filter(({ name }) => pathOf(name) === path)
    .flatMap(({ history }) => history.events)
    .map(({ eventType }) => eventType.replace('EVENT_TYPE_', ''))

async function* executionsOf(run: WorkflowHandle): AsyncIterable<string> {
  const { raw } = await run.describe()
  let runId = raw.workflowExecutionInfo?.firstRunId
  while (runId) {
    const history = await run.client.getHandle(run.workflowId, runId).fetchHistory()
    yield historyToJSON(history)
    const end = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes
    runId = end?.newExecutionRunId
  }
}
