import { ScheduleNotFoundError } from '@temporalio/client'

import type { Config } from '../config.ts'
import { describeSchedule } from '../schedule.ts'
import { commandFor, missingAttributes } from '../search-attributes.ts'
import { hasWorker, openTemporal, type Temporal } from '../temporal.ts'
import { TASK_QUEUE } from '../worker.ts'
import { checked } from './checked.ts'
import { type Finding, missing, ok, unsure } from './finding.ts'

const SECONDS = 20

/** Whether the Temporal server that the settings name is ready for runs. */
export async function temporalChecks(config: Config): Promise<readonly Finding[]> {
  if (config.temporal.server === 'embedded')
    return [
      ok('TEMPORAL_ADDRESS is not set: each command starts a server of its own on this machine'),
    ]
  let temporal: Temporal | undefined
  const connection = await checked({ of: 'the Temporal server', seconds: SECONDS }, async () => {
    temporal = await openTemporal(config)
    return [ok(`connected to ${temporal.address}`)]
  })
  if (!temporal)
    return [...connection, unsure('its namespace, workers and schedule were not looked at')]
  try {
    return [...connection, ...(await namespaceChecks(temporal))]
  } finally {
    await temporal.close()
  }
}

async function namespaceChecks(temporal: Temporal): Promise<readonly Finding[]> {
  const named = await checked({ of: 'the namespace', seconds: SECONDS }, () =>
    namespaceOf(temporal),
  )
  if (named.some(({ state }) => state !== 'ok')) return named
  const found = await Promise.all([
    checked({ of: 'the search attributes', seconds: SECONDS }, () => attributes(temporal)),
    checked({ of: 'the workers', seconds: SECONDS }, () => worker(temporal)),
    checked({ of: 'the schedule', seconds: SECONDS }, () => schedule(temporal)),
  ])
  return [...named, ...found.flat()]
}

const NOT_FOUND = 5

async function namespaceOf({ client, namespace }: Temporal): Promise<Finding[]> {
  try {
    await client.workflowService.describeNamespace({ namespace })
    return [ok(`the namespace ${namespace}`)]
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === NOT_FOUND)) throw error
    return [
      missing(
        `the namespace ${namespace} is not there`,
        `temporal operator namespace create --namespace ${namespace} --retention 30d`,
      ),
    ]
  }
}

async function attributes(temporal: Temporal): Promise<Finding[]> {
  const lacking = await missingAttributes(temporal)
  if (lacking.length === 0) return [ok('the search attributes that runs set')]
  return lacking.map((attribute) =>
    missing(`the search attribute ${attribute.name}`, commandFor(attribute, temporal.namespace)),
  )
}

async function worker(temporal: Temporal): Promise<Finding[]> {
  return (await hasWorker(temporal, TASK_QUEUE))
    ? [ok(`a worker polls the task queue "${TASK_QUEUE}"`)]
    : [missing(`no worker polls the task queue "${TASK_QUEUE}"`, 'npx ees worker')]
}

async function schedule({ client }: Temporal): Promise<Finding[]> {
  try {
    const [stands = '', next = ''] = await describeSchedule(client)
    return / paused\b/.test(stands)
      ? [unsure(`the schedule ${stands}`, 'npx ees schedule resume --reason TEXT')]
      : [ok(`the schedule ${stands}, ${next.replace(/ +/, ' ')}`)]
  } catch (error) {
    if (!(error instanceof Error && error.cause instanceof ScheduleNotFoundError)) throw error
    return [missing('the schedule is not declared', 'npx ees schedule apply')]
  }
}
