import { join } from 'node:path'

import type { Browser, Page } from 'playwright-core'

/** How long a state may take to show on a machine that is busy, and how often to look for it. */
export const PATIENCE = { timeout: 60_000, interval: 300 }

const SIZE = { width: 1280, height: 860 }

/** A page of the Temporal UI, and what a person does there. */
export class TemporalUi {
  readonly page: Page

  private constructor(page: Page) {
    this.page = page
  }

  static async open(browser: Browser): Promise<TemporalUi> {
    const page = await browser.newPage({ viewport: SIZE })
    page.setDefaultTimeout(PATIENCE.timeout)
    return new TemporalUi(page)
  }

  /** Puts JSON where a form asks for it. The form lays it out anew when it is left, which moves the buttons. */
  async fillIn(json: string): Promise<void> {
    const editor = this.page.locator('.cm-content[contenteditable=true]:visible').last()
    await editor.click()
    await this.page.keyboard.press('Control+a')
    await this.page.keyboard.insertText(json)
    await editor.blur()
  }

  /** Starts a run by the form at this address, and opens it. */
  async start(form: string, json: string, picture?: string): Promise<void> {
    await this.page.goto(form)
    await this.page.getByText('Task Queue is Active').waitFor()
    await this.fillIn(json)
    if (picture) await this.picture(picture, 1130)
    await this.page.getByTestId('start-workflow-button').click()
    await this.page.getByText('Workflow started').or(this.page.getByRole('alert')).first().waitFor()
    const { origin, searchParams } = new URL(form)
    await this.page.goto(
      `${origin}/namespaces/default/workflows/${searchParams.get('workflowId') ?? ''}`,
    )
  }

  /** The current details, as they stand. */
  async details(): Promise<string> {
    const tab = this.page.getByRole('tab', { name: 'User Metadata' })
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click()
    await this.page.keyboard.press('r')
    const shown = this.page.frameLocator('iframe[title=output]').locator('main')
    return shown.innerText({ timeout: 5_000 })
  }

  /** Sends an update to the run that is shown. */
  async update(name: string, json: string, picture?: string): Promise<void> {
    await this.page.getByRole('button', { name: 'More Actions' }).locator('visible=true').click()
    await this.page.getByRole('menuitem', { name: 'Send an Update' }).click()
    const dialog = this.page.getByTestId('update-confirmation-modal')
    await dialog.getByRole('button', { name: 'Select an Update' }).click()
    await this.page.getByRole('option', { name }).click()
    await this.fillIn(json)
    if (picture) await this.picture(picture)
    await dialog.getByRole('button', { name: 'Submit' }).click()
  }

  /** Keeps what is seen, or the given height of it, where `SCREENSHOTS` names a folder for it. */
  async picture(name: string, height = SIZE.height): Promise<void> {
    const folder = process.env['SCREENSHOTS']
    if (!folder) return
    await this.page.setViewportSize({ ...SIZE, height: Math.max(height, SIZE.height) })
    // What a click has set off is over by then.
    await this.page.waitForTimeout(500)
    await this.page.screenshot({
      path: join(folder, `${name}.png`),
      clip: { x: 0, y: 0, width: SIZE.width, height },
    })
  }
}
