import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Client, Connection } from '@temporalio/client'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'

import { baseFile } from '../support/base.ts'
import { findBrowser, startBrowser } from '../support/browser.ts'
import { type RunningUp, startUp } from '../support/running-up.ts'
import { dropsFolder } from '../support/sandbox-settings.ts'
import { PATIENCE, TemporalUi } from '../support/temporal-ui.ts'

/** Three windows, from the end of the base on. */
const DAYS = { from: '2023-11-13', to: '2024-02-10' }

async function expectText(ui: TemporalUi, ...parts: readonly RegExp[]): Promise<void> {
  const text = () => ui.page.locator('body').innerText()
  for (const part of parts) await expect.poll(text, PATIENCE).toMatch(part)
}

async function expectDetails(ui: TemporalUi, ...parts: readonly RegExp[]): Promise<void> {
  for (const part of parts) await expect.poll(() => ui.details(), PATIENCE).toMatch(part)
}

/** Its pictures are kept by `npm run screenshots`. */
const chromium = findBrowser()

describe.skipIf(!chromium)(
  `in the Temporal UI${chromium ? '' : ' (skipped: this machine has no Chromium; install one, or name it in CHROMIUM_PATH)'}`,
  { timeout: 3 * PATIENCE.timeout },
  () => {
    let folder: string
    let settings: Record<string, string>
    let up: RunningUp
    let browser: Browser
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'ees-browser-'))
      settings = {
        DUCKDB_PATH: join(folder, 'ees.duckdb'),
        EES_PARQUET_ROOT: await dropsFolder(),
      }
      copyFileSync(await baseFile(), settings['DUCKDB_PATH'] ?? '')
      up = await startUp(settings)
      browser = await startBrowser(chromium ?? '')
    })
    afterAll(async () => {
      await browser?.close()
      await up?.stop()
      rmSync(folder, { recursive: true, force: true })
    })

    async function openUi(): Promise<TemporalUi> {
      const ui = await TemporalUi.open(browser)
      onTestFinished(() => ui.page.close())
      return ui
    }

    test('an analyst starts a backfill by the form, and sees its steps, windows and rate', async () => {
      await up.control('faults', { kind: 'hang', table: 'ees_ga4_hourly', times: 100 })
      const ui = await openUi()
      const tables = ['ees_ga4_hourly', 'ees_ga4_time_on_page']
      await ui.start(up.startForm, JSON.stringify({ ...DAYS, tables }), 'start-a-backfill')
      await expectDetails(
        ui,
        /^Backfill of 2023-11-13 to 2024-02-10, missing days: Running$/m,
        /^3 of 6 windows, [\d,]+ rows, [\d,]+ rows\/s, about \d+ min left$/m,
        /^ees_ga4_hourly\s+running\s0\/3\s+0\s/m,
        /^ees_ga4_time_on_page\s+appended\s3\/3\s+[\d,]+\s+2023-11-13 to 2024-02-10$/m,
        /^ees_service_time_on_page\s+built\s+[\d,]+\s/m,
      )
      await ui.picture('run-details')
    })

    test('on call finds the run that needs attention, and has its parked step tried again', async () => {
      await up.control('faults', { kind: 'unauthorised', table: 'ees_ga4_page', times: 100 })
      const connection = await Connection.connect({ address: up.address })
      onTestFinished(() => connection.close())
      await new Client({ connection }).workflow.start('backfill', {
        workflowId: 'backfill-winter',
        taskQueue: 'ees',
        args: [{ ...DAYS, tables: ['ees_ga4_page', 'ees_ga4_service_summary'] }],
      })

      const ui = await openUi()
      const query = encodeURIComponent('PipelineState="NeedsAttention"')
      const run = ui.page.getByRole('link', { name: 'backfill-winter' })
      await expect
        .poll(async () => {
          await ui.page.goto(`${up.uiUrl}/namespaces/default/workflows?query=${query}`)
          await ui.page.getByRole('table').waitFor()
          return run.count()
        }, PATIENCE)
        .toBe(1)
      await ui.picture('runs-that-need-attention')

      await run.click()
      await expectDetails(
        ui,
        /: NeedsAttention$/m,
        /^ees_ga4_page parked: Reading ees_ga4_page .* Google answered 401/m,
        /^\{"step":"ees_ga4_page","action":"retry","reason":"\.\.\."\}$/m,
        /^ees_ga4_page\s+parked\s0\/3\s/m,
        /^ees_publication_summary\s+blocked\s+0\s+needs ees_ga4_page$/m,
      )
      await ui.picture('parked-step', 985)

      await up.control('clear')
      const resolution = { step: 'ees_ga4_page', action: 'retry', reason: 'the key is back' }
      await ui.update('resolveStep', JSON.stringify(resolution), 'resolve-step')
      await expectDetails(
        ui,
        /: Completed$/m,
        /^ees_ga4_page\s+appended\s3\/3\s/m,
        /^Published \d+ tables\. latest_data 2024-02-10; the cache key has moved\.$/m,
      )
      await expectText(ui, /^Completed\s+backfill-winter$/m)
      await ui.picture('run-completed')
    })

    test('an input with a misspelt field fails at once, with the name of the field', async () => {
      const ui = await openUi()
      const form = new URL(up.startForm)
      form.searchParams.set('workflowId', 'backfill-misspelt')
      await ui.start(form.href, JSON.stringify({ ...DAYS, table: ['ees_ga4_page'] }))
      await expectText(
        ui,
        /^Failed\s+backfill-misspelt$/m,
        /Reading the input of backfill: the field \\"table\\" is \[\\"ees_ga4_page\\"\], wanted is/,
      )
      await ui.picture('bad-input', 620)
    })
  },
)
