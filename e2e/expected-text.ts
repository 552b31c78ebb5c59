/**
 * How numbers and days are to read on the pages, written for the specs alone: an expectation that came out of the
 * product's own formatter could not find a mistake in it.
 */
const part = (day: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`))

/** `25 min`, `2 h`, `1 h 5 min` */
export function hoursText(minutes: number): string {
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return `${(minutes - rest) / 60} h${rest === 0 ? '' : ` ${rest} min`}`
}

/** `Wed 23 Sept`; with its year when that is not the one of `today`. */
export function dayText(day: string, today: string): string {
  const text = `${part(day, { weekday: 'short' })} ${Number(day.slice(8))} ${part(day, { month: 'short' })}`
  return day.slice(0, 4) === today.slice(0, 4) ? text : `${text} ${day.slice(0, 4)}`
}

/** `Wednesday, 23 September 2026` */
export const longDayText = (day: string): string =>
  `${part(day, { weekday: 'long' })}, ${Number(day.slice(8))} ${monthText(day)}`

/** `September 2026` */
export const monthText = (day: string): string => `${part(day, { month: 'long' })} ${day.slice(0, 4)}`

/** `14:05` in a zone whose offset is whole hours (`Etc/GMT-2`). */
export const timeText = (ms: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(ms)

/** `1 session`, `2 sessions` */
export const countText = (number: number, one: string): string => (number === 1 ? `1 ${one}` : `${number} ${one}s`)

/** `50 %` */
export const percentText = (part: number, of: number): string => `${Math.round((100 * part) / of)} %`
