/** What happens to a person's days. Sums only, so that the order of sessions leaves no trace. Pure. */
import type { studyDays } from '@/db/schema'
import { type CountedDay, type DayOf, type PersonalDay, splitByDay } from '@/lib/calendar/personal-days'
import { type Interval, msByHour } from '@/lib/calendar/study-day'
import { lengthMs } from '@/lib/study/session/intervals'
import { hourMs } from '@/lib/time'
import { countingMs } from './streak'
import { wholeMinutes, xpOfDay } from './xp'

/** A row of `study_days` without its owner. */
export type DaySummary = Omit<typeof studyDays.$inferSelect, 'userId'>

/** What one session does to one day. */
export type DayChange = { before: DaySummary; after: DaySummary }

const firstEarlyHour = 4
const firstLateHour = 8

/** Does the day count for a streak? */
export const counts = ({ focusMs }: Pick<DaySummary, 'focusMs'>): boolean => focusMs >= countingMs

/** Ten minutes of focus between four and eight in the morning. */
export const isEarly = ({ focusMsByHour }: Pick<DaySummary, 'focusMsByHour'>): boolean =>
  focusMsByHour.slice(firstEarlyHour, firstLateHour).reduce((sum, ms) => sum + ms, 0) >= hourMs / 6

/** The day as streaks see it. */
export const countedDay = ({ day, startsAt, endsAt }: Pick<DaySummary, 'day' | 'startsAt' | 'endsAt'>): CountedDay => ({
  day,
  startsAt: startsAt.getTime(),
  endsAt: endsAt.getTime(),
})

/** A day on which nothing has happened yet. */
export function blankDay({ day, startsAt, endsAt }: CountedDay): DaySummary {
  return {
    day,
    focusMs: 0,
    focusMinutes: 0,
    breakMs: 0,
    sessions: 0,
    xp: 0,
    focusMsByHour: [],
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    isFrozen: false,
  }
}

/** Nothing happened on it: at most a freeze stands there. */
const isBlank = ({ focusMs, breakMs, sessions }: DaySummary): boolean => focusMs + breakMs + sessions === 0

/** The day with these bounds, too. */
function widened(book: DaySummary, day: CountedDay): DaySummary {
  const [from, to] = [new Date(day.startsAt), new Date(day.endsAt)]
  return {
    ...book,
    startsAt: isBlank(book) || from < book.startsAt ? from : book.startsAt,
    endsAt: isBlank(book) || to > book.endsAt ? to : book.endsAt,
  }
}

function addFocus(book: DaySummary, intervals: readonly Interval[], timeZone: string): DaySummary {
  const focusMs = book.focusMs + lengthMs(intervals)
  const hours = msByHour(intervals, timeZone)
  return {
    ...book,
    focusMs,
    focusMinutes: wholeMinutes(focusMs),
    xp: xpOfDay(focusMs),
    focusMsByHour: hours.map((ms, hour) => ms + (book.focusMsByHour[hour] ?? 0)),
    isFrozen: book.isFrozen && focusMs < countingMs,
  }
}

/**
 * What a focus session changes, a day at a time, in order. `counted` is what of it was not credited before, and a session
 * is counted from a minute of that on. `books` holds the days as they stand.
 */
export function focusChanges(
  session: { counted: readonly Interval[]; endDay: PersonalDay; isCounted: boolean },
  books: ReadonlyMap<string, DaySummary>,
  dayOf: DayOf,
): DayChange[] {
  const pieces = splitByDay(session.counted, dayOf)
  const { endDay, isCounted } = session
  if (isCounted && pieces.every(({ day }) => day.day !== endDay.day)) pieces.push({ day: endDay, intervals: [] })
  return pieces
    .sort((a, b) => (a.day.day < b.day.day ? -1 : 1))
    .map(({ day, intervals }) => {
      const before = books.get(day.day) ?? blankDay(day)
      const wide = widened(before, day)
      const after = intervals.length > 0 ? addFocus(wide, intervals, day.timeZone) : wide
      const sessions = before.sessions + (day.day === endDay.day && isCounted ? 1 : 0)
      return { before, after: { ...after, sessions } }
    })
}

/** What a break changes: it is remembered and earns nothing. */
export function breakChanges(
  intervals: readonly Interval[],
  books: ReadonlyMap<string, DaySummary>,
  dayOf: DayOf,
): DayChange[] {
  return splitByDay(intervals, dayOf).map(({ day, intervals: pieces }) => {
    const before = books.get(day.day) ?? blankDay(day)
    return { before, after: { ...widened(before, day), breakMs: before.breakMs + lengthMs(pieces) } }
  })
}

/**
 * Days in order, each ended where the next one begins: nobody may have studied since a change of zones made it shorter.
 * What was recorded first leaves no trace in it. Days on which nothing happened end nothing.
 */
export function endedByNext(days: Iterable<DaySummary>): DaySummary[] {
  const inOrder = [...days].filter((day) => !isBlank(day)).sort((a, b) => (a.day < b.day ? -1 : 1))
  return inOrder.map((day, index) => {
    const next = inOrder[index + 1]
    const isCut = next && next.startsAt > day.startsAt && next.startsAt < day.endsAt
    return isCut ? { ...day, endsAt: next.startsAt } : day
  })
}

/** Two days with these dates so far apart cannot overlap, whatever zones the person went through. */
export const overlapDays = 4

/**
 * The changes of a session with what they do to the days beside them: a day that begins ends the one before.
 * @param books the days as they stand, at least those within {@link overlapDays} of a change
 */
export function withEnds(changes: readonly DayChange[], books: ReadonlyMap<string, DaySummary>): DayChange[] {
  const changed = new Map(changes.map((change) => [change.after.day, change]))
  const present = new Map([...books, ...changes.map(({ after }) => [after.day, after] as const)])
  const ended = new Map(endedByNext(present.values()).map((day) => [day.day, day]))
  const own = changes.map(({ before, after }) => ({ before, after: ended.get(after.day) ?? after }))
  const beside = [...books.values()].flatMap((before) => {
    const after = ended.get(before.day)
    return after && after.endsAt < before.endsAt && !changed.has(before.day) ? [{ before, after }] : []
  })
  return [...own, ...beside].sort((a, b) => (a.after.day < b.after.day ? -1 : 1))
}
