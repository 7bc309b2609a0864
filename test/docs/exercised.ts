type TestOf = readonly [file: string, title: string]

/** By which tests each entry of the runbook is exercised. */
export const EXERCISED: Readonly<Record<string, readonly TestOf[]>> = {
  'A run is NeedsAttention': [
    [
      'runbook/parked.test.ts',
      'a parked run is found, read and resolved by the commands of the runbook',
    ],
    ['workflows/parking.test.ts', 'is parked again where its cause has not gone'],
    ['workflows/parking.test.ts', 'a run that nobody looks after fails at its deadline'],
    ['browser/temporal-ui.test.ts', 'on call finds the run that needs attention'],
  ],
  'A quota is used up': [
    ['workers/watch.test.ts', 'a step that waits out a quota says until when'],
    ['workflows/stopping.test.ts', 'a cancelled run leaves the tables as they were'],
  ],
  'Credentials are refused': [
    ['workflows/final-failures.test.ts', 'an account that may not read is told what to grant'],
    ['activities/sources/google-credentials.test.ts', 'a file that was mended is read anew'],
    ['workflows/parking.test.ts', 'is parked again where its cause has not gone'],
  ],
  'A source lacks a day': [
    ['workflows/final-failures.test.ts', 'a day that GA4 lacks stops its table'],
  ],
  'A check has stopped a table': [
    [
      'workflows/final-failures.test.ts',
      'an event category that no rule knows stops the two tables',
    ],
    ['workflows/parking.test.ts', 'a table that nothing reads may be skipped'],
    ['activities/backfill-steps.test.ts', 'stay as they are where one would lose most of its rows'],
  ],
  'The EES site changed or its lists disagree': [
    [
      'workflows/final-failures.test.ts',
      'a list of publications that contradicts itself stops the list',
    ],
    ['workflows/site-lists.test.ts', 'a list of publications that cannot be read holds up'],
    ['workflows/passing-faults.test.ts', 'a site whose search is down is read again'],
    [
      'activities/publication-list.test.ts',
      'refuses two titles of a slug where nothing says which holds',
    ],
    ['activities/sources/list-page.test.ts', 'refuses a page whose data have'],
  ],
  'A dropped file is torn, or vanished': [
    ['workflows/drops.test.ts', 'a torn file stops its table and what reads it'],
    ['activities/append-drops.test.ts', 'tells files that are gone'],
  ],
  'The publication failed': [
    [
      'workflows/final-failures.test.ts',
      'a run that cannot publish says why, and publishes nothing',
    ],
    ['runbook/parked.test.ts', 'a publication that was refused is done once its cause is mended'],
  ],
  'The cache key does not move': [
    ['workflows/final-failures.test.ts', 'all else is published, and the key waits'],
    ['workers/commands/update.test.ts', 'run again, it appends nothing and leaves the key'],
  ],
  'The dashboard shows yesterday': [['runbook/statements.test.ts', 'looks into the warehouse']],
  'There was no run today': [
    ['runbook/no-run.test.ts', 'a schedule that is not there, or paused'],
    ['workers/commands/external-temporal.test.ts', 'where no worker polls, a run is not started'],
    [
      'workflows/logical-day.test.ts',
      'a scheduled run that is late is for the day it was meant for',
    ],
  ],
  'A step hangs': [
    [
      'workflows/passing-faults.test.ts',
      'in the middle of a window the tables are those of a calm run',
    ],
    ['workers/commands/worker.test.ts', 'it gives a long one back, and the next worker does it'],
  ],
  'The worker was killed': [
    ['workers/commands/stopping.test.ts', 'killed half way, it goes on with the next start'],
    ['kill/chosen-kills.test.ts', 'killed %s, a run ends with the tables of one that was not'],
  ],
  'The Temporal server is lost': [
    [
      'workers/temporal-server.test.ts',
      'a server that is killed is started again where it was, with its runs',
    ],
    ['workers/vitals.test.ts', 'a server that is gone is a problem, and then a reason to give up'],
    ['runbook/no-run.test.ts', 'a server that has lost all is told its schedule again'],
  ],
  'The DuckDB file is locked': [
    [
      'workers/commands/bad-surroundings.test.ts',
      'says so where the warehouse is held by another process',
    ],
  ],
  'The disk is full': [
    [
      'activities/warehouse/duckdb-kill.test.ts',
      'a full disk is told, and leaves the tables whole',
    ],
  ],
  'Databricks refuses': [
    ['runbook/databricks-refuses.test.ts', 'a refusal of Databricks says what to mend'],
  ],
  'History tables are missing': [
    ['workers/commands/plan.test.ts', 'without history it says how to load it'],
    [
      'workers/commands/import-history.test.ts',
      'loaded twice, the same rows are let be, and others are refused',
    ],
  ],
  'Sandbox and live are mixed': [
    ['workers/commands/bad-surroundings.test.ts', 'or fed by other sources, is left as it is'],
  ],
  'An input is refused': [
    ['workflows/bad-input.test.ts', '%s fails the run at once, with what was found and an example'],
    ['browser/temporal-ui.test.ts', 'an input with a misspelt field fails at once'],
  ],
  'A hole in the past': [
    [
      'workflows/backfill.test.ts',
      'fills days that are absent anywhere in the range, and no others',
    ],
    ['activities/backfill-steps.test.ts', 'stops a later append, which says what to type'],
    ['browser/temporal-ui.test.ts', 'an analyst starts a backfill by the form'],
  ],
  'Past days have wrong numbers': [
    [
      'workflows/backfill.test.ts',
      'swaps the days that differ, keeps what they had, and tells by day',
    ],
    ['runbook/statements.test.ts', 'tells of each day what a replacement changed'],
  ],
  'Replaced days are wanted back': [
    ['runbook/statements.test.ts', 'puts replaced days back, and the app tables follow'],
  ],
  'A new version is deployed while a run is parked': [
    [
      'runbook/new-version.test.ts',
      'a run that waits for a person is brought to its end by a newer version',
    ],
  ],
  'A run has a non-determinism error': [
    ['runbook/new-version.test.ts', 'a version that a run cannot go on with is told'],
  ],
  'Two runs at once': [
    ['workflows/two-runs.test.ts', 'two runs at once leave the tables that one leaves'],
    [
      'workflows/backfill.test.ts',
      'beside a daily update leaves the tables of one after the other',
    ],
  ],
}
