/** A person's history told again from their sessions alone: what every stored total must be. Pure. */
import type { SessionDay } from '@/db/schema'
import { type DayOf, dayNamed, daysOf } from '@/lib/calendar/personal-days'
import type { Interval } from '@/lib/calendar/study-day'
import { boards, periodOf, rankedMinutes } from '@/lib/leaderboard/rules'
import { activeIntervals, lengthMs, type TimedSession, without } from '@/lib/study/session/intervals'
import {
  blankDay,
  breakChanges,
  countedDay,
  counts,
  type DaySummary,
  endedByNext,
  focusChanges,
  isEarly,
} from './day-summary'
import { type IsRest, type Streak, streakOf } from './streak'
import { wholeMinutes } from './xp'

/** A recorded session: its span, and the days it fell on or else the calendar it was recorded with. */
export type RecordedSession = TimedSession & {
  id: string
  type: 'focus' | 'break'
  timeZone: string
  dayStartHour: number
  days?: readonly SessionDay[] | null
}

/** What one session brought to one day. */
type Credit = { sessionId: string; day: string; focusMs: number; amount: number }

export type Replayed = {
  credits: Credit[]
  /** By day. Days that only a freeze touched are in it, too. */
  days: Map<string, DaySummary>
  /** Minutes by leaderboard period. */
  ranked: Map<string, number>
  streak: Streak
  focusMinutes: number
  sessions: number
  longestSessionMinutes: number
  earlyDays: number
  focusXp: number
}

/** The last moment of a session (epoch milliseconds): one that ends on the border belongs to the day it was studied in. */
export const lastMomentOf = ({ startedAt, endedAt }: Pick<TimedSession, 'startedAt' | 'endedAt'>): number =>
  Math.max(startedAt.getTime(), endedAt.getTime() - 1)

/** The days of a session as they were when it was recorded. */
function daysIn({ days, ...calendar }: RecordedSession): DayOf {
  const byCalendar = daysOf(calendar)
  return (at) => days?.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt) ?? byCalendar(at)
}

/** Tells the history. `sessions` in the order in which they were recorded. */
export function replay(sessions: readonly RecordedSession[], isRest: IsRest): Replayed {
  const days = new Map<string, DaySummary>()
  const credited: Interval[][] = []
  const credits: Credit[] = []
  let longestSessionMinutes = 0
  for (const session of sessions) {
    const active = activeIntervals(session)
    const dayOf = daysIn(session)
    const counted = credited.filter((other) => touches(other, active)).reduce<Interval[]>(without, active)
    const minutes = wholeMinutes(lengthMs(counted))
    if (session.type === 'focus') longestSessionMinutes = Math.max(longestSessionMinutes, minutes)
    const changes =
      session.type === 'break'
        ? breakChanges(active, days, dayOf)
        : focusChanges({ counted, endDay: dayOf(lastMomentOf(session)), isCounted: minutes > 0 }, days, dayOf)
    for (const { before, after } of changes) {
      days.set(after.day, after)
      const focusMs = after.focusMs - before.focusMs
      if (focusMs > 0) credits.push({ sessionId: session.id, day: after.day, focusMs, amount: after.xp - before.xp })
    }
    if (session.type === 'focus') credited.push(active)
  }
  return { ...summed(days, isRest), credits, longestSessionMinutes }
}

function summed(days: Map<string, DaySummary>, isRest: IsRest): Omit<Replayed, 'credits' | 'longestSessionMinutes'> {
  for (const day of endedByNext(days.values())) days.set(day.day, day)
  const books = [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
  const { streak, frozen } = streakOf(books.filter(counts).map(countedDay), isRest)
  for (const day of frozen) {
    const book = days.get(day) ?? blankDay(dayNamed(day, { timeZone: 'UTC', dayStartHour: 0 }))
    days.set(day, { ...book, isFrozen: true })
  }
  const sum = (value: (book: DaySummary) => number) => books.reduce((total, book) => total + value(book), 0)
  const ranked = new Map<string, number>()
  for (const { day, focusMinutes } of books) {
    if (focusMinutes === 0) continue
    for (const period of boards.map((board) => periodOf(board, day)))
      ranked.set(period, (ranked.get(period) ?? 0) + rankedMinutes(focusMinutes))
  }
  return {
    days,
    ranked,
    streak,
    focusMinutes: sum((book) => book.focusMinutes),
    sessions: sum((book) => book.sessions),
    earlyDays: books.filter(isEarly).length,
    focusXp: sum((book) => book.xp),
  }
}

function touches(some: readonly Interval[], others: readonly Interval[]): boolean {
  const [first, last, otherFirst, otherLast] = [some[0], some.at(-1), others[0], others.at(-1)]
  if (!first || !last || !otherFirst || !otherLast) return false
  return first.from < otherLast.to && otherFirst.from < last.to
}
