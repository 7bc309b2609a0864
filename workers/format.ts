const NUMBER = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

/** A whole number with thousands separators. */
export const count = (value: number): string => NUMBER.format(value)

/** Seconds as a person reads them: `0.4 s`, `12 s`, `3 min 05 s`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 60) return `${Math.round(seconds)} s`
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`
}
