/**
 * A person's own calendar. A new time zone (or day start) shows on their clocks at once; for what counts, the study day
 * under way when they changed is held to its end, so that a change counts once a study day. The new calendar begins where
 * that day ends, or with the next day of its own: days follow each other without gap or overlap, their dates only go
 * forward, and none that begins with a change is shorter than `shortestDayMs`. Pure.
 */
import type { FormerCalendar } from '@/db/schema'
import { hourMs } from '@/lib/time'
import { addDays, type Calendar, dayBounds, type Interval, studyDay } from './study-day'

/** What a person's days depend on: the calendar of their clocks, and those they had lately, oldest first. */
export type PersonalCalendar = Calendar & { formerCalendars: readonly FormerCalendar[] }

/** A study day by its date, `YYYY-MM-DD`, and its bounds in epoch milliseconds. */
export type CountedDay = { day: string; startsAt: number; endsAt: number }

/** A study day of a person, and the calendar by whose clock its hours are told. */
export type PersonalDay = CountedDay & Calendar

/** The day to which an instant (epoch milliseconds) belongs. */
export type DayOf = (at: number) => PersonalDay

/**
 * A day cut short by a change of zones lasts at least this long; otherwise the day before goes on instead. The part of a
 * day that is paid in full is what two ends of days could gain beside it, so that 24 real hours pay no more than without.
 */
export const shortestDayMs = 20 * hourMs

/** The days of one calendar that was never changed. */
export const daysOf =
  ({ timeZone, dayStartHour }: Calendar): DayOf =>
  (at) =>
    dayNamed(studyDay(new Date(at), timeZone, dayStartHour), { timeZone, dayStartHour })

/** The day of that date in one calendar. */
export function dayNamed(day: string, { timeZone, dayStartHour }: Calendar): PersonalDay {
  const { from, to } = dayBounds(day, timeZone, dayStartHour)
  return { day, startsAt: from.getTime(), endsAt: to.getTime(), timeZone, dayStartHour }
}

/** The days of a person, through all their changes. */
export function personalDays({ formerCalendars, ...shown }: PersonalCalendar): DayOf {
  const held: PersonalDay[] = []
  for (const former of formerCalendars) {
    const last = held.at(-1)
    // Another change on the same day: the day is held already, and the calendar between never counted.
    if (last && former.untilMs < last.endsAt) continue
    const day = dayAmong(held, former, former.untilMs)
    if (last?.startsAt === day.startsAt) held.pop()
    held.push(day)
  }
  return (at) => dayAmong(held, shown, at)
}

/** The person's study day at `now`. */
export const currentDay = (calendar: PersonalCalendar, now: Date): PersonalDay => personalDays(calendar)(now.getTime())

/** Its date, `YYYY-MM-DD`: what everything that counts goes by. */
export const todayOf = (calendar: PersonalCalendar, now: Date): string => currentDay(calendar, now).day

/** The day of `at`, where `held` are days in order that stand fast and `latest` is the calendar after them. */
function dayAmong(held: readonly PersonalDay[], latest: Calendar, at: number): PersonalDay {
  const index = held.findLastIndex(({ startsAt }) => startsAt <= at)
  const [before, next] = [held[index], held[index + 1]]
  const day = before ? dayFrom(before, next ?? latest, at) : daysOf(next ?? latest)(at)
  return next && day.endsAt > next.startsAt ? { ...day, endsAt: next.startsAt } : day
}

/** The day of `at` when `before` had begun by then and `calendar` is the one that counts after it. */
function dayFrom(before: PersonalDay, calendar: Calendar, at: number): PersonalDay {
  const first = daysOf(calendar)(before.endsAt)
  const canBegin = first.day > before.day && first.endsAt - before.endsAt >= shortestDayMs
  const startsAt = canBegin ? before.endsAt : dayNamed(addDays(later(first.day, before.day), 1), calendar).startsAt
  if (at < startsAt) return { ...before, endsAt: startsAt }
  const day = daysOf(calendar)(at)
  return { ...day, startsAt: Math.max(day.startsAt, startsAt) }
}

const later = (day: string, other: string): string => (day > other ? day : other)

/** Stretches cut at the borders of days, in order. Nothing is lost: the pieces make up the whole. */
export function splitByDay(
  intervals: readonly Interval[],
  dayOf: DayOf,
): { day: PersonalDay; intervals: Interval[] }[] {
  const days = new Map<string, { day: PersonalDay; intervals: Interval[] }>()
  for (const { from, to } of intervals) {
    for (let at = from; at < to; ) {
      const day = dayOf(at)
      const end = Math.min(to, day.endsAt)
      days.set(day.day, { day, intervals: [...(days.get(day.day)?.intervals ?? []), { from: at, to: end }] })
      at = end
    }
  }
  return [...days.values()].sort((a, b) => (a.day.day < b.day.day ? -1 : 1))
}
