import type { RunStatus, StepStatus } from './board.ts'

/** The run as Markdown, for the current details that the Temporal UI shows. */
export function detailsOf({ asOf, steps, published }: RunStatus): string {
  const head = `**Daily update as of ${asOf ?? '(planning)'}**`
  const table = [
    '| step | state | rows | days | message |',
    '|---|---|--:|---|---|',
    ...steps.map(line),
  ]
  const end = published
    ? `Published ${published.tables.length} tables. ${published.problem ?? `latest_data ${published.latestData}; the cache key ${published.keyMoved ? 'has moved' : 'stays'}.`}`
    : ''
  return [head, '', ...table, '', end].join('\n')
}

function line({ step, state, rows, from, to, changes, message }: StepStatus): string {
  const days = from && to ? `${from} to ${to}` : ''
  const told = changes?.examples.join('; ') ?? ''
  // A bar would end the cell, a new line the row.
  const text = (message ?? told).replaceAll('|', '/').replaceAll(/\s+/g, ' ')
  return `| ${step} | ${state} | ${rows} | ${days} | ${text} |`
}
