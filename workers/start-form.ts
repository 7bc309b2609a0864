import { TASK_QUEUE } from './worker.ts'

export interface StartForm {
  /** As `http://127.0.0.1:8233`. */
  readonly uiUrl: string
  readonly namespace: string
  readonly workflowType: 'dailyUpdate' | 'backfill'
  readonly workflowId: string
}

/** The Temporal UI's form for starting a run, filled in but for the input, which the UI takes from no address. */
export function startForm({ uiUrl, namespace, workflowType, workflowId }: StartForm): string {
  const filled = new URLSearchParams({ taskQueue: TASK_QUEUE, workflowType, workflowId })
  return `${uiUrl}/namespaces/${namespace}/workflows/start-workflow?${filled.toString()}`
}
