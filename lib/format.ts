/** Times, lengths, numbers and days as people read them, the same everywhere. Pure: used by server and browser. */

import { wallClock } from '@/lib/calendar/zone'
import { dayMs, hourMs, minuteMs, secondMs } from '@/lib/time'

/** How text is written for people, everywhere: numbers, days, lists. */
export const locale = 'en-GB'

const twoDigits = (value: number) => String(value).padStart(2, '0')

function clockOf(seconds: number): string {
  return `${twoDigits(Math.floor(seconds / 60))}:${twoDigits(seconds % 60)}`
}

/**
 * `24:59`, `180:00`: the minutes and seconds of a countdown with `leftMs` milliseconds to go. Rounded up, so that a full
 * length shows in full and 00:00 means over. Never negative.
 */
export const formatClock = (leftMs: number): string => clockOf(Math.max(0, Math.ceil(leftMs / secondMs)))

/** The same for a stopwatch that has run for `ms` milliseconds: a second counts once it is over. */
export const formatElapsed = (ms: number): string => clockOf(Math.max(0, Math.floor(ms / secondMs)))

/** `25 min`, `2 h`, `1 h 5 min`. In sentences (`long`) what is shorter than an hour is spelt out: `1 minute`, `25 minutes`. */
export function formatDuration(minutes: number, length: 'short' | 'long' = 'short'): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours > 0) return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`
  return length === 'long' ? count(rest, 'minute') : `${rest} min`
}

/** `less than a minute`, `12 minutes`, `3 h`, `2 days`: roughly how long ago something was that is `ms` milliseconds ago. */
export function formatRoughly(ms: number): string {
  if (ms < minuteMs) return 'less than a minute'
  if (ms < hourMs) return formatDuration(Math.floor(ms / minuteMs), 'long')
  if (ms < 2 * dayMs) return `${Math.floor(ms / hourMs)} h`
  return count(Math.floor(ms / dayMs), 'day')
}

const numbers = new Intl.NumberFormat(locale)

/** `1,234`. */
export const formatNumber = (number: number): string => numbers.format(number)

/**
 * Days are written from tables of our own: engines disagree about commas and short months ("Wed 23 Sept" here,
 * "Wed, 23 Sept" there), and what the server wrote must be what the browser writes.
 */
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** What a calendar on the wall shows, from a time that reads as if it were UTC. */
function partsOf(wall: number) {
  const date = new Date(wall)
  const [weekday = '', month = ''] = [weekdays[date.getUTCDay()], months[date.getUTCMonth()]]
  return {
    weekday,
    weekdayShort: weekday.slice(0, 3),
    day: date.getUTCDate(),
    month,
    monthShort: month === 'September' ? 'Sept' : month.slice(0, 3),
    year: date.getUTCFullYear(),
  }
}

type Parts = ReturnType<typeof partsOf>

const formats = {
  /** `Wed` */
  short: ({ weekdayShort }) => weekdayShort,
  /** `Wed 23 Sept` */
  medium: ({ weekdayShort, day, monthShort }) => `${weekdayShort} ${day} ${monthShort}`,
  /** `Wed 23 Sept 2026` */
  mediumYear: ({ weekdayShort, day, monthShort, year }) => `${weekdayShort} ${day} ${monthShort} ${year}`,
  /** `Wednesday 23 September` */
  longDay: ({ weekday, day, month }) => `${weekday} ${day} ${month}`,
  /** `23 Sept` */
  date: ({ day, monthShort }) => `${day} ${monthShort}`,
  /** `Wednesday, 23 September 2026` */
  long: ({ weekday, day, month, year }) => `${weekday}, ${day} ${month} ${year}`,
  /** `September 2026` */
  month: ({ month, year }) => `${month} ${year}`,
  /** `Sept` */
  monthShort: ({ monthShort }) => monthShort,
} satisfies Record<string, (parts: Parts) => string>

/** A study day in words. It is a label, not an instant, so no zone may shift it. */
export const formatDay = (day: string, format: keyof typeof formats = 'medium'): string =>
  formats[format](partsOf(Date.parse(`${day}T00:00:00Z`)))

/** A day as seen from `today`: with its year when that is another one. `Wed 15 Mar 2028`, or `Wednesday 15 March 2028`. */
export function dayFrom(day: string, today: string, length: 'medium' | 'long' = 'medium'): string {
  const isThisYear = day.slice(0, 4) === today.slice(0, 4)
  if (length === 'long') return formatDay(day, isThisYear ? 'longDay' : 'long').replace(',', '')
  return formatDay(day, isThisYear ? 'medium' : 'mediumYear')
}

/** Stands between two days, in thin spaces. */
const dash = '\u2009–\u2009'

/** `1 – 7 Nov 2026`, `28 Oct – 3 Nov 2026`, or one day. */
export function formatRange(from: string, to: string): string {
  if (from === to) return formatDay(from, 'long')
  const [first, last] = [partsOf(Date.parse(`${from}T00:00:00Z`)), partsOf(Date.parse(`${to}T00:00:00Z`))]
  const end = `${formats.date(last)} ${last.year}`
  if (first.year !== last.year) return `${formats.date(first)} ${first.year}${dash}${end}`
  return first.month === last.month ? `${first.day}${dash}${end}` : `${formats.date(first)}${dash}${end}`
}

/** What the person's wall shows; a zone this machine does not know reads as UTC. */
const onTheWall = (instant: Date, timeZone: string): Date => new Date(wallClock(instant.getTime(), timeZone))

/** `14:05` on the person's wall. */
export const formatTime = (instant: Date, timeZone: string): string =>
  onTheWall(instant, timeZone).toISOString().slice(11, 16)

/** `Mon 23 Nov, 14:05` on the person's wall; with the year when it is not the one of `now`. */
export function formatMoment(instant: Date, timeZone: string, now: Date = new Date()): string {
  const yearOf = (at: Date) => onTheWall(at, timeZone).getUTCFullYear()
  const day = yearOf(instant) === yearOf(now) ? formats.medium : formats.mediumYear
  return `${day(partsOf(wallClock(instant.getTime(), timeZone)))}, ${formatTime(instant, timeZone)}`
}

/** `23 Nov 2026` on the person's wall. */
export function formatDate(instant: Date, timeZone: string): string {
  const parts = partsOf(wallClock(instant.getTime(), timeZone))
  return `${formats.date(parts)} ${parts.year}`
}

/** `1 session`, `2 sessions`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${formatNumber(number)} ${number === 1 ? one : many}`
