import { InvalidArgumentError } from 'commander'

import { isDay } from '../../pipelines/days.ts'

/** A day of the calendar. */
export function day(text: string): string {
  if (!isDay(text))
    throw new InvalidArgumentError(`"${text}" is no day; wanted is one like 2026-01-31.`)
  return text
}

/** Names between commas. */
export function names(text: string): readonly string[] {
  const found = text.split(',').map((name) => name.trim())
  if (found.includes(''))
    throw new InvalidArgumentError(
      `"${text}" has an empty name; wanted are names like ees_ga4_page,ees_ga4_events.`,
    )
  return found
}

export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text))
    throw new InvalidArgumentError(`"${text}" is no whole number; wanted is one like 42.`)
  return Number(text)
}

/** A share above 0; 1 is the live service. */
export function scale(text: string): number {
  const value = Number(text)
  if (!(value > 0 && value <= 100))
    throw new InvalidArgumentError(
      `"${text}" is no scale; wanted is a number above 0 and up to 100, like 0.05.`,
    )
  return value
}

/** How far numbers may lie apart; 0 lets none. */
export function tolerance(text: string): number {
  const value = text.trim() === '' ? NaN : Number(text)
  if (!(value >= 0 && value < 1))
    throw new InvalidArgumentError(
      `"${text}" is no tolerance; wanted is a number from 0 to below 1, like 1e-6.`,
    )
  return value
}

/** Where a server listens. */
export function port(text: string): number {
  const value = wholeNumber(text)
  if (value < 1 || value > 65_535)
    throw new InvalidArgumentError(`"${text}" is no port; wanted is one from 1 to 65535.`)
  return value
}
