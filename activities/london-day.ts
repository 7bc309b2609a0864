import type { Day } from '../pipelines/define.ts'

/** The property's zone. The Canadian form of English writes dates as ISO does. */
const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' })

/** The day it is in London at a moment. */
export const londonDay = (moment: Date): Day => DAY.format(moment)
