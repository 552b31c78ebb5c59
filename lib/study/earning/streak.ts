/**
 * Streaks: study days in a row. Ten minutes make a day count. Every streak day fills a jar by one point; a missed day
 * takes seven, so that seven days buy one freeze; the jar holds fourteen, that is two freezes. Rest weekdays are not
 * missed, and neither are days that hardly happened because the person changed zones or the zone changed its date.
 * One more studied day never makes a streak shorter, whenever it is recorded. Pure.
 */

import type { CountedDay } from '@/lib/calendar/personal-days'
import { addDays, daysBetween, weekdayOf } from '@/lib/calendar/study-day'
import { dayMs, minuteMs } from '@/lib/time'

/** A study day counts from here on. */
export const countingMs = 10 * minuteMs
const daysPerFreeze = 7
const maxFreezes = 2
/** Being away for so many days makes the return a comeback. */
const comebackDays = 7

export type Streak = {
  days: number
  longest: number
  /** 0 to 14; seven are one freeze. */
  freezePoints: number
  /** How often the person came back after a week or more. */
  comebacks: number
  last: CountedDay | null
}

/** Is this a day on which not studying is fine? */
export type IsRest = (day: string) => boolean

export const noStreak: Streak = { days: 0, longest: 0, freezePoints: 0, comebacks: 0, last: null }

/** Freezes in hand. */
export const freezesOf = (freezePoints: number): number => Math.floor(freezePoints / daysPerFreeze)

/** The streak after one more counted day, later than all before; and the missed days that freezes saved. */
export function extendStreak(streak: Streak, next: CountedDay, isRest: IsRest): { streak: Streak; frozen: string[] } {
  const missed = streak.last ? missedDays(streak.last, next, isRest) : []
  const isKept = missed.length <= freezesOf(streak.freezePoints)
  const days = isKept ? streak.days + 1 : 1
  const left = isKept ? streak.freezePoints - missed.length * daysPerFreeze : 0
  return {
    streak: {
      days,
      longest: Math.max(streak.longest, days),
      freezePoints: Math.min(left + 1, maxFreezes * daysPerFreeze),
      comebacks: streak.comebacks + (streak.last && awayDays(streak.last, next) >= comebackDays ? 1 : 0),
      last: next,
    },
    frozen: isKept ? missed : [],
  }
}

/** The streak of a whole history. `days` in order, each once. */
export function streakOf(days: readonly CountedDay[], isRest: IsRest): { streak: Streak; frozen: string[] } {
  let streak = noStreak
  const frozen: string[] = []
  for (const day of days) {
    const step = extendStreak(streak, day, isRest)
    streak = step.streak
    frozen.push(...step.frozen)
  }
  return { streak, frozen }
}

/** How a streak looks on a day that may not be studied yet. */
export type StreakToday = {
  days: number
  isDoneToday: boolean
  /** Freezes left, after those that are saving the streak right now. */
  freezes: number
  /** Missed days since the last studied one that freezes are covering. */
  frozenDays: string[]
}

/** Not yet studied today does not break a streak; a missed day before today does, unless a freeze covers it. */
export function streakToday(
  streak: Pick<Streak, 'days' | 'freezePoints' | 'last'>,
  today: CountedDay,
  isRest: IsRest,
): StreakToday {
  const freezes = freezesOf(streak.freezePoints)
  if (!streak.last) return { days: 0, isDoneToday: false, freezes, frozenDays: [] }
  if (streak.last.day >= today.day) return { days: streak.days, isDoneToday: true, freezes, frozenDays: [] }
  const missed = missedDays(streak.last, today, isRest)
  if (missed.length > freezes) return { days: 0, isDoneToday: false, freezes: 0, frozenDays: [] }
  return { days: streak.days, isDoneToday: false, freezes: freezes - missed.length, frozenDays: missed }
}

/** Real days between two study days: by the calendar, but not more than time has passed. */
function awayDays(last: CountedDay, next: CountedDay): number {
  const byCalendar = daysBetween(last.day, next.day) - 1
  const byClock = Math.round((next.startsAt - last.endsAt) / dayMs)
  return Math.max(0, Math.min(byCalendar, byClock))
}

function missedDays(last: CountedDay, next: CountedDay, isRest: IsRest): string[] {
  const between = Array.from({ length: Math.max(0, daysBetween(last.day, next.day) - 1) }, (_, index) =>
    addDays(last.day, index + 1),
  )
  return between.filter((day) => !isRest(day)).slice(0, awayDays(last, next))
}

/** Rest weekdays as kept in a goal: bit 0 is Monday. */
export const restMask = (weekdays: readonly number[]): number =>
  weekdays.reduce((mask, weekday) => mask | (1 << (weekday - 1)), 0)

/** The ISO weekdays in a mask. */
export const restWeekdays = (mask: number): number[] =>
  [1, 2, 3, 4, 5, 6, 7].filter((weekday) => (mask & (1 << (weekday - 1))) !== 0)

/** What was a rest day when: each choice holds from its day on, so that changing it does not rewrite the past. */
export function restRule(choices: readonly { fromDay: string; target: number }[]): IsRest {
  const newestFirst = [...choices].sort((a, b) => (a.fromDay < b.fromDay ? 1 : -1))
  return (day) => {
    const mask = newestFirst.find(({ fromDay }) => fromDay <= day)?.target ?? 0
    return (mask & (1 << (weekdayOf(day) - 1))) !== 0
  }
}
