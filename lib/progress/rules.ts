/** What the progress pages compute from what they read. Pure. */
import { addDays, daysBetween, isDay, weekOf } from '@/lib/calendar/study-day'

/** Eight hours of focus are a whole day's work: 100 % productivity. */
export const fullDayMinutes = 8 * 60
/** Forty hours a week, until the person sets their own goal. */
export const defaultWeeklyMinutes = 40 * 60
/** The longest range a page shows. */
const longestRangeDays = 366

/** The share of `whole` in percent, rounded; not capped: ten hours are 125 %. */
export const percentOf = (part: number, whole: number): number => (whole > 0 ? Math.round((part / whole) * 100) : 0)

/** First and last day, both included. */
export type DayRange = { from: string; to: string }

/** The seven days up to today. */
export const lastSevenDays = (today: string): DayRange => ({ from: addDays(today, -6), to: today })

/** The last year, in whole weeks, as the heatmap shows it. */
export const lastYear = (today: string, weekStart: number): DayRange => ({
  from: weekOf(addDays(today, -52 * 7), weekStart).from,
  to: today,
})

/**
 * The range an address asks for. Anything that is not a range in the past becomes the last seven days; one that is too
 * long keeps its end.
 */
export function rangeFrom(wanted: { from?: unknown; to?: unknown }, today: string): DayRange {
  const to = isDay(wanted.to) && wanted.to <= today ? wanted.to : today
  if (!isDay(wanted.from)) return isDay(wanted.to) ? { from: addDays(to, -6), to } : lastSevenDays(today)
  // Nobody asked for the days before an end that lies in front of its beginning.
  if (wanted.from > to) return lastSevenDays(today)
  return daysBetween(wanted.from, to) < longestRangeDays
    ? { from: wanted.from, to }
    : { from: addDays(to, -(longestRangeDays - 1)), to }
}

/** What is wrong with a range that somebody typed; `typed` is what to show in its fields again. */
export type RangeProblem = { field: keyof DayRange; message: string; typed: DayRange }

/** Why the page shows other days than the address asks for; null when it shows those, or was not asked for any. */
export function rangeProblem(wanted: { from?: unknown; to?: unknown }, today: string): RangeProblem | null {
  const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
  const typed: DayRange = { from: textOf(wanted.from), to: textOf(wanted.to) }
  const isAsked = (value: unknown) => value !== undefined && value !== ''
  for (const field of Object.keys(typed) as (keyof DayRange)[]) {
    if (!isAsked(wanted[field])) continue
    if (!isDay(wanted[field])) return { field, message: 'Pick a date.', typed }
    if (typed[field] > today) return { field, message: 'This day is in the future.', typed }
  }
  if (!typed.from) return null
  const to = typed.to || today
  const field = Object.keys(typed)[0] as keyof DayRange
  if (typed.from > to) return { field, message: 'From is later than To. Swap them, or pick another day.', typed }
  if (daysBetween(typed.from, to) < longestRangeDays) return null
  return { field, message: 'At most a year at a time.', typed }
}

/** How the days of a range are drawn: one by one, or by week or month when they would be too thin. */
export type Grain = 'day' | 'week' | 'month'

export const grainOf = ({ from, to }: DayRange): Grain => {
  const days = daysBetween(from, to) + 1
  if (days <= 35) return 'day'
  return days <= 190 ? 'week' : 'month'
}

/** A bar of the chart: one day, or the days of a week or month that lie in the range. */
export type Bar = {
  from: string
  to: string
  minutes: number
  sessions: number
  /** Of eight hours a day, the average over the bar's days. */
  productivity: number
}

/** The bars of a range. Every day of the range is in exactly one. */
export function barsOf(days: readonly { day: string; minutes: number; sessions: number }[], weekStart: number): Bar[] {
  const first = days[0]
  const last = days.at(-1)
  if (!first || !last) return []
  const grain = grainOf({ from: first.day, to: last.day })
  const keyOf = (day: string) =>
    grain === 'day' ? day : grain === 'week' ? weekOf(day, weekStart).from : day.slice(0, 7)
  const bars = new Map<string, Bar>()
  for (const { day, minutes, sessions } of days) {
    const bar = bars.get(keyOf(day)) ?? { from: day, to: day, minutes: 0, sessions: 0, productivity: 0 }
    bars.set(keyOf(day), { ...bar, to: day, minutes: bar.minutes + minutes, sessions: bar.sessions + sessions })
  }
  return [...bars.values()].map((bar) => ({
    ...bar,
    productivity: percentOf(bar.minutes, fullDayMinutes * (daysBetween(bar.from, bar.to) + 1)),
  }))
}

/** The goal that held on `day`: edits hold from their day on and leave the past alone. 0 means none. */
export function goalOn(
  goals: readonly { kind: string; target: number; fromDay: string }[],
  kind: string,
  day: string,
): number | null {
  const held = goals.filter((goal) => goal.kind === kind && goal.fromDay <= day)
  const newest = held.reduce<(typeof held)[number] | null>(
    (found, goal) => (!found || goal.fromDay > found.fromDay ? goal : found),
    null,
  )
  return newest && newest.target > 0 ? newest.target : null
}

/** How a goal stands against an even pace: positive is ahead. Today's share is due only when the day is over. */
export function paceOf(
  { done, target }: { done: number; target: number },
  { elapsed, of }: { elapsed: number; of: number },
): { due: number; ahead: number; isReached: boolean } {
  const due = Math.round((target * elapsed) / of)
  return { due, ahead: done - due, isReached: done >= target }
}
