import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'

import { baseFile } from '../support/base.ts'
import { findBrowser, startBrowser } from '../support/browser.ts'
import { ees } from '../support/ees.ts'
import { type RunningUp, startUp } from '../support/running-up.ts'
import { dropsFolder } from '../support/sandbox-settings.ts'
import { TemporalUi } from '../support/temporal-ui.ts'

/** Three windows, from the end of the base on. */
const DAYS = { from: '2023-11-13', to: '2024-02-10' }

const chromium = findBrowser()

describe.skipIf(!chromium)(
  `in the Temporal UI${chromium ? '' : ' (skipped: this machine has no Chromium; install one, or name it in CHROMIUM_PATH)'}`,
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
      await ui.details(
        /^Backfill of 2023-11-13 to 2024-02-10, missing days: Running$/m,
        /^3 of 6 windows, [\d,]+ rows, [\d,]+ rows\/s, about \d+ min left$/m,
        /^ees_ga4_hourly\s+running 0\/3\s+0\s/m,
        /^ees_ga4_time_on_page\s+appended 3\/3\s+[\d,]+\s+2023-11-13 to 2024-02-10$/m,
        /^ees_service_time_on_page\s+built\s+[\d,]+\s/m,
      )
      await ui.picture('run-details')
    })

    test('on call finds the run that needs attention, and has its parked step tried again', async () => {
      await up.control('faults', { kind: 'unauthorised', table: 'ees_ga4_page', times: 100 })
      const tables = 'ees_ga4_page,ees_ga4_service_summary'
      const said = await ees(
        ['backfill', '--from', DAYS.from, '--to', DAYS.to, '--tables', tables],
        settings,
      )
      expect(said).toMatchObject({ code: 1, stderr: expect.stringContaining('waits for a person') })

      const ui = await openUi()
      const query = encodeURIComponent('PipelineState="NeedsAttention"')
      const run = ui.page.getByRole('link', { name: /^backfill-missing-2023-11-13/ })
      await expect
        .poll(
          async () => {
            await ui.page.goto(`${up.uiUrl}/namespaces/default/workflows?query=${query}`)
            await ui.page.getByRole('table').waitFor()
            return run.count()
          },
          { timeout: 60_000, interval: 500 },
        )
        .toBe(1)
      await ui.picture('runs-that-need-attention')

      await run.click()
      await ui.details(
        /: NeedsAttention$/m,
        /^ees_ga4_page parked: Reading ees_ga4_page .* Google answered 401/m,
        /^\{"step":"ees_ga4_page","action":"retry","reason":"\.\.\."\}$/m,
        /^ees_ga4_page\s+parked 0\/3\s/m,
        /^ees_publication_summary\s+blocked\s+0\s+needs ees_ga4_page$/m,
      )
      await ui.picture('parked-step')

      await up.control('clear')
      const resolution = { step: 'ees_ga4_page', action: 'retry', reason: 'the key is back' }
      await ui.update('resolveStep', JSON.stringify(resolution), 'resolve-step')
      await ui.details(
        /: Completed$/m,
        /^ees_ga4_page\s+appended 3\/3\s/m,
        /^Published \d+ tables\. latest_data 2024-02-10; the cache key has moved\.$/m,
      )
      await ui.page.getByText('Completed', { exact: true }).first().waitFor()
      await ui.picture('run-completed')
    })

    test('an input with a misspelt field fails at once, with the name of the field', async () => {
      const ui = await openUi()
      const form = new URL(up.startForm)
      form.searchParams.set('workflowId', 'backfill-misspelt')
      await ui.start(form.href, JSON.stringify({ ...DAYS, table: ['ees_ga4_page'] }))
      await ui.page
        .getByText(/the field "table" is \["ees_ga4_page"\], wanted is/)
        .first()
        .waitFor()
      await ui.page.getByText('Failed', { exact: true }).first().waitFor()
      await ui.picture('bad-input')
    })
  },
)
