import { isDay } from '../../pipelines/days.ts'
import type { Day } from '../../pipelines/define.ts'

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** A day as the site writes it, `5 Mar 2025`; undefined for any other text. */
export function siteDay(text: string): Day | undefined {
  const [, day = '', month = '', year = ''] =
    /^(\d{1,2}) ([a-z]{3})[a-z]* (\d{4})$/i.exec(text) ?? []
  const number = MONTHS.indexOf(month.toLowerCase()) + 1
  const found = `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(found) ? found : undefined
}
