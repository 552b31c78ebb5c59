/**
 * The only place that knows days. A study day belongs to a person's time zone and begins at their day start (04:00 by
 * default), so that a night at the desk is one day. Days follow each other without gap or overlap whatever the clocks
 * do: a day is `[first instant its start is reached, first instant the next one's is)`. Pure.
 */
import { dayMs, hourMs, type Interval } from '@/lib/time'
import { firstInstantAt, wallClock } from './zone'

export type { Interval } from '@/lib/time'

/** What a person's days depend on. */
export type Calendar = { timeZone: string; dayStartHour: number }

const labelOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10)
const wallOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** The study day, `YYYY-MM-DD`, to which an instant belongs. */
export function studyDay(instant: Date, timeZone: string, dayStartHour: number): string {
  const at = instant.getTime()
  const label = labelOf(wallClock(at, timeZone) - dayStartHour * hourMs)
  // A clock set back over the border (00:01 to 23:01) does not bring yesterday back.
  const next = addDays(label, 1)
  return at >= startOf(next, timeZone, dayStartHour) ? next : label
}

/** The same by somebody's clocks as they are now. What counts goes by `todayOf`, which knows what they were before. */
export const studyDayOf = ({ timeZone, dayStartHour }: Calendar, instant: Date): string =>
  studyDay(instant, timeZone, dayStartHour)

/** When a study day begins and ends: `from` belongs to it, `to` is the next one's. Both alike for a day that never was. */
export function dayBounds(day: string, timeZone: string, dayStartHour: number): { from: Date; to: Date } {
  return {
    from: new Date(startOf(day, timeZone, dayStartHour)),
    to: new Date(startOf(addDays(day, 1), timeZone, dayStartHour)),
  }
}

/** The day `count` days later; earlier when negative. */
export const addDays = (day: string, count: number): string => labelOf(wallOf(day) + count * dayMs)

/** How many days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((wallOf(to) - wallOf(from)) / dayMs)

/** ISO weekday: 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: string): number => new Date(wallOf(day)).getUTCDay() || 7

/** The first and last day of the week around `day`. `weekStart` is an ISO weekday. */
export function weekOf(day: string, weekStart: number): { from: string; to: string } {
  const from = addDays(day, -((weekdayOf(day) - weekStart + 7) % 7))
  return { from, to: addDays(from, 6) }
}

/** The days from `from` to `to`, both included, in order; none when `to` is earlier. */
export function daysFrom(from: string, to: string): string[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => addDays(from, index))
}

/** Is this a real day in the form `YYYY-MM-DD`? For what comes from addresses and forms. */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !/^(19|20)\d\d-\d\d-\d\d$/.test(text)) return false
  const wall = wallOf(text)
  return !Number.isNaN(wall) && labelOf(wall) === text
}

/** Milliseconds by local hour 0-23. */
export function msByHour(intervals: readonly Interval[], timeZone: string): number[] {
  const hours = Array.from({ length: 24 }, () => 0)
  for (const { from, to } of intervals) {
    for (let at = from; at < to; ) {
      const wall = wallClock(at, timeZone)
      const end = Math.min(to, at + quarterMs - (wall % quarterMs))
      const hour = new Date(wall).getUTCHours()
      hours[hour] = (hours[hour] ?? 0) + (end - at)
      at = end
    }
  }
  return hours
}

/** Zones differ by quarters of an hour, and clocks change at them. */
const quarterMs = hourMs / 4

const starts = new Map<string, number>()
const maxStarts = 5_000

function startOf(day: string, timeZone: string, dayStartHour: number): number {
  const key = `${day} ${dayStartHour} ${timeZone}`
  const known = starts.get(key)
  if (known !== undefined) return known
  if (starts.size >= maxStarts) starts.clear()
  const start = firstInstantAt(wallOf(day) + dayStartHour * hourMs, timeZone)
  starts.set(key, start)
  return start
}
