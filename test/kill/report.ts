import { PHASES } from './announcement.ts'
import type { KillRun } from './kill-run.ts'
import type { Verdict } from './scene.ts'
import { KILLED } from './victim.ts'

export interface Judged extends KillRun {
  readonly verdict: Verdict
}

/** Kills by phase and victim, as a table in Markdown, with what they came to. */
export function reportOf(runs: readonly Judged[]): string {
  const kills = runs.flatMap((run) => run.kills)
  const rows = PHASES.flatMap((phase) =>
    (['begin', 'end'] as const).map((at) => {
      const here = kills.filter(({ order }) => order.phase === phase && order.at === at)
      const by = KILLED.map((whom) => here.filter(({ order }) => order.killed === whom).length)
      return { name: `${at === 'end' ? 'at the end of' : 'within'} ${phase}`, by, all: here.length }
    }),
  ).filter(({ all }) => all > 0)
  const total = KILLED.map((_, at) => rows.reduce((sum, { by }) => sum + (by[at] ?? 0), 0))
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  return [
    line(['phase', ...KILLED, 'kills']),
    line(['---', ...KILLED.map(() => '--:'), '--:']),
    ...rows.map(({ name, by, all }) => line([name, ...by, all])),
    line(['all', ...total, kills.length]),
    '',
    `${kills.length} kills in ${runs.length} runs, ${restarts(runs)} restarts: ${verdictOf(runs)}.`,
    ...runs.flatMap(faultsOf),
  ].join('\n')
}

/** Whether every run came to what an undisturbed one does. */
export const isGood = (runs: readonly Judged[]): boolean =>
  runs.every((run) => faultsOf(run).length === 0)

const restarts = (runs: readonly KillRun[]): number =>
  runs.reduce((sum, { starts }) => sum + starts - 1, 0)

function verdictOf(runs: readonly Judged[]): string {
  const total = (count: (verdict: Verdict) => number) =>
    runs.reduce((sum, { verdict }) => sum + count(verdict), 0)
  return `${total(({ lost }) => lost)} rows lost, ${total(({ doubled }) => doubled)} doubled, ${total(({ differing }) => differing)} differing`
}

const faultsOf = ({
  faults,
  verdict: { lost, doubled, differing, examples },
}: Judged): string[] => [
  ...faults.map((fault) => `A run ${fault}`),
  ...(lost + doubled + differing > 0 ? examples.map((example) => `In a run, ${example}`) : []),
]
