import { markup, type Markup } from './markup.ts'

/** A row of a summary list; its test ids are named after the key. */
export function summaryRow(key: string, value: Markup | string): Markup {
  return markup`
    <div class="govuk-summary-list__row" data-testid="${key}">
      <dt class="govuk-summary-list__key" data-testid="${key}-key">${key}</dt>
      <dd class="govuk-summary-list__value" data-testid="${key}-value">${value}</dd>
    </div>`
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** A day as the site writes it, `5 Mar 2026`. */
export function time(at: Date): Markup {
  const month = MONTHS[at.getUTCMonth()] ?? ''
  return markup`<time>${at.getUTCDate()} ${month} ${at.getUTCFullYear()}</time>`
}
