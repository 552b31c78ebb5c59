/** Numbers and days in words, the same everywhere. Pure: used by server and browser. */
import { isTimeZone } from '@/lib/study/zone'

/** `1 h 05 min`, `25 min`, `2 h`. */
export function inHours(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours === 0) return `${rest} min`
  return rest === 0 ? `${hours} h` : `${hours} h ${String(rest).padStart(2, '0')} min`
}

const formats = {
  short: { weekday: 'short' },
  medium: { weekday: 'short', day: 'numeric', month: 'short' },
  mediumYear: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  longDay: { weekday: 'long', day: 'numeric', month: 'long' },
  date: { day: 'numeric', month: 'short' },
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  monthShort: { month: 'short' },
} satisfies Record<string, Intl.DateTimeFormatOptions>

const dayFormats = new Map<string, Intl.DateTimeFormat>()

/** A study day in words. It is a label, not an instant, so no zone may shift it. */
export function dayInWords(day: string, format: keyof typeof formats = 'medium'): string {
  const known = dayFormats.get(format)
  const formatter = known ?? new Intl.DateTimeFormat('en-GB', { ...formats[format], timeZone: 'UTC' })
  if (!known) dayFormats.set(format, formatter)
  return formatter.format(new Date(`${day}T00:00:00Z`))
}

/** A day as seen from `today`: with its year when that is another one. `Wed 15 Mar 2028`, or `Wednesday 15 March 2028`. */
export function dayFrom(day: string, today: string, length: 'medium' | 'long' = 'medium'): string {
  const isThisYear = day.slice(0, 4) === today.slice(0, 4)
  if (length === 'long') return dayInWords(day, isThisYear ? 'longDay' : 'long').replace(',', '')
  return dayInWords(day, isThisYear ? 'medium' : 'mediumYear').replace(',', '')
}

/** `1–7 Nov 2026`, or one day. */
export function rangeInWords(from: string, to: string): string {
  if (from === to) return dayInWords(from, 'long')
  return zoned('date', 'UTC').formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`))
}

const clocks = {
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  moment: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
  momentYear: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
} satisfies Record<string, Intl.DateTimeFormatOptions>

/** `14:05` on the person's wall. */
export const timeInWords = (instant: Date, timeZone: string): string => zoned('time', timeZone).format(instant)

/** `Mon 23 Nov, 14:05` on the person's wall; with the year when it is not the one of `now`. */
export function momentInWords(instant: Date, timeZone: string, now: Date = new Date()): string {
  const yearOf = (at: Date) => zoned('year', timeZone).format(at)
  return zoned(yearOf(instant) === yearOf(now) ? 'moment' : 'momentYear', timeZone).format(instant)
}

/** `23 Nov 2026` on the person's wall. */
export const dateInWords = (instant: Date, timeZone: string): string => zoned('date', timeZone).format(instant)

/** A formatter costs more to make than a whole table to write with it; there are as many as zones in use. */
const zonedFormats = new Map<string, Intl.DateTimeFormat>()

/** A clock in the person's zone; a zone this machine does not know reads as UTC. */
function zoned(format: keyof typeof clocks, timeZone: string): Intl.DateTimeFormat {
  const key = `${format} ${timeZone}`
  const known = zonedFormats.get(key)
  if (known) return known
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC'
  const formatter = new Intl.DateTimeFormat('en-GB', { ...clocks[format], timeZone: zone })
  zonedFormats.set(key, formatter)
  return formatter
}

/** `1 session`, `2 sessions`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`
