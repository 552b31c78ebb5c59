/** Times as people read them. Pure. */
import { hourMs, minuteMs, secondMs } from '@/lib/time'

const two = (value: number) => String(value).padStart(2, '0')

/** `24:59`, `180:00`: minutes and seconds, as the big clock shows them. Never negative. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / secondMs))
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}

/** What is left, counted so that a full length shows in full and 00:00 means over. */
export const leftText = (ms: number): string => clockText(Math.ceil(Math.max(0, ms) / secondMs) * secondMs)

/** `1 minute`, `25 minutes`, `1 h 20 min`. */
export function minutesText(minutes: number): string {
  if (minutes < 60) return minutes === 1 ? '1 minute' : `${minutes} minutes`
  const rest = minutes % 60
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`
}

/** `just now`, `12 minutes`, `3 h`, `2 days`: how long something is ago, roughly. */
export function roughly(ms: number): string {
  if (ms < minuteMs) return 'less than a minute'
  if (ms < hourMs) return minutesText(Math.floor(ms / minuteMs))
  if (ms < 48 * hourMs) return `${Math.floor(ms / hourMs)} h`
  return `${Math.floor(ms / (24 * hourMs))} days`
}
