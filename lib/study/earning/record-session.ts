import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { lockRow } from '@/db/lock'
import { type Earned, type Pause, preferences, profiles, rooms, studySessions, studyTotals, tasks } from '@/db/schema'
import { type DayOf, type PersonalDay, personalDays, splitByDay } from '@/lib/calendar/personal-days'
import { addDays, type Calendar, daysFrom, type Interval } from '@/lib/calendar/study-day'
import { AppError } from '@/lib/errors'
import { addToRankings } from '@/lib/leaderboard/rankings'
import { isListable } from '@/lib/leaderboard/rules'
import { activeIntervals, lengthMs, without } from '@/lib/study/session/intervals'
import { hourMs } from '@/lib/time'
import type { AchievementCounts } from './achievements'
import { awardAchievements, lockTotals, type Totals } from './awarding'
import { readDaySummaries, writeDaySummaries, writeLedger } from './day-summaries'
import {
  breakChanges,
  type DayChange,
  type DaySummary,
  focusChanges,
  isEarly,
  overlapDays,
  withEnds,
} from './day-summary'
import { awardPartnerAchievements, type OwnSession, otherOwnSessions, partnersOf, recordPartners } from './partners'
import { planProgress } from './plan-progress'
import { lastMomentOf } from './replay'
import { type Streak, streakToday } from './streak'
import { keepStreak, readRestRule, streakColumns, streakIn } from './streak-commands'
import { levelOf, wholeMinutes } from './xp'

export type { Earned } from '@/db/schema'

/** A session that is over, by the server's clock. */
export type FinishedSession = {
  /** Made when it started: finishing twice records once. */
  id: string
  userId: string
  type: 'focus' | 'break'
  startedAt: Date
  endedAt: Date
  /** What counts of it, without pauses; less than the time that passed when the person trimmed it. */
  activeMs: number
  plannedMinutes: number | null
  isCompleted: boolean
  taskId: string | null
  roomId: string | null
  roomName: string | null
  pauses: Pause[]
}

type Recorder = Calendar & { isListed: boolean; today: PersonalDay; dayOf: DayOf }

/** The same as {@link recordOnce}, for whoever answers a person: the same each time they ask. */
export const recordSession = async (tx: Tx, finished: FinishedSession, now: Date): Promise<Earned> =>
  (await recordOnce(tx, finished, now)).earned

/**
 * Records a finished session and pays for it, once: a repeated call answers the same and changes nothing; `isNew` tells
 * them apart. Moves every total in the caller's transaction. Sessions may arrive in any order; each moment is credited
 * once, even when two ran at the same time. Breaks are remembered and earn nothing.
 * @throws AppError `not-found` when the person is gone or the id belongs to somebody else's session.
 */
export async function recordOnce(
  tx: Tx,
  finished: FinishedSession,
  now: Date,
): Promise<{ earned: Earned; isNew: boolean }> {
  const session = await clearDeletedReferences(tx, finished)
  const person = await readRecorder(tx, session.userId, now)
  const totals = await lockTotals(tx, session.userId, now)
  const recorded = await findRecorded(tx, session)
  if (recorded) return { earned: recorded, isNew: false }

  // Of what is recorded in one instant, the second knows what the first was credited: a recount follows the same order.
  const isFirst = totals.focusMinutes === 0
  const recordedAt = isFirst ? now : new Date(Math.max(now.getTime(), totals.updatedAt.getTime() + 1))
  const active = activeIntervals(session)
  const endDay = person.dayOf(lastMomentOf(session))
  const minutes = wholeMinutes(lengthMs(active))
  await tx.insert(studySessions).values({
    ...session,
    minutes,
    activeMs: lengthMs(active),
    days: daysTouched(session, person.dayOf),
    timeZone: endDay.timeZone,
    dayStartHour: endDay.dayStartHour,
    day: endDay.day,
    recordedAt,
  })

  const days = daysFrom(addDays(endDay.day, -reachDays(session) - overlapDays), addDays(endDay.day, 1 + overlapDays))
  const books = await readDaySummaries(tx, session.userId, [...new Set([...days, person.today.day])])
  const work = { session, person, totals, active, endDay, minutes, books, now, recordedAt }
  const earned = session.type === 'break' ? await recordBreak(tx, work) : await recordFocus(tx, work)
  await tx.update(studySessions).set({ earned }).where(eq(studySessions.id, session.id))
  return { earned, isNew: true }
}

type Work = {
  session: FinishedSession
  person: Recorder
  totals: Totals
  active: Interval[]
  endDay: PersonalDay
  minutes: number
  books: Map<string, DaySummary>
  now: Date
  /** Later than of all that was recorded for this person before. */
  recordedAt: Date
}

const afterOf = (changes: readonly DayChange[]): DaySummary[] => changes.map(({ after }) => after)

/** Breaks earn no time. One in another zone makes its day longer, and that may close a gap or make a comeback. */
async function recordBreak(tx: Tx, work: Work): Promise<Earned> {
  const { session, totals, person, now } = work
  const { userId } = session
  const changes = withEnds(breakChanges(work.active, work.books, person.dayOf), work.books)
  await writeDaySummaries(tx, userId, afterOf(changes))
  const isRest = await readRestRule(tx, userId)
  const before = streakIn(totals)
  const streak = await keepStreak(tx, userId, before, changes, { isRest, calendar: person })
  const grown = { ...totals, ...streakColumns(streak) }
  const occasion = { userId, sessionId: session.id, day: person.today.day, now }
  const award =
    streak === before
      ? { achievements: [], xp: totals.xp }
      : await awardAchievements(tx, occasion, progressTowards(grown), totals.xp)
  const level = levelOf(award.xp)
  await tx
    .update(studyTotals)
    .set({ ...streakColumns(streak), xp: award.xp, level, updatedAt: work.recordedAt })
    .where(eq(studyTotals.userId, userId))
  return {
    sessionId: session.id,
    minutes: work.minutes,
    xpEarned: 0,
    totalXp: award.xp,
    level,
    leveledUp: level > totals.level,
    streakDays: streakToday(streak, person.today, isRest).days,
    todayMinutes: work.books.get(person.today.day)?.focusMinutes ?? 0,
    achievements: award.achievements,
  }
}

async function recordFocus(tx: Tx, work: Work): Promise<Earned> {
  const { session, person, totals, now, books } = work
  const { userId } = session
  const own = await otherOwnSessions(tx, session)
  const counted = without(work.active, own.flatMap(activeIntervals))
  const credited = wholeMinutes(lengthMs(counted))
  const focus = { counted, endDay: work.endDay, isCounted: credited > 0 }
  const changes = withEnds(focusChanges(focus, books, person.dayOf), books)
  await writeDaySummaries(tx, userId, afterOf(changes))
  await writeLedger(tx, { userId, sessionId: session.id, now }, changes)
  await addToRankings(tx, userId, person.isListed, changes)
  const isRest = await readRestRule(tx, userId)
  const streak = await keepStreak(tx, userId, streakIn(totals), changes, { isRest, calendar: person })
  const grown = grow(totals, changes, credited, streak)
  const others = { ...(await partnerProgress(tx, work, own)), ...(await planProgress(tx, userId)) }
  const occasion = { userId, sessionId: session.id, day: person.today.day, now }
  const award = await awardAchievements(tx, occasion, { ...progressTowards(grown), ...others }, grown.xp)
  const level = levelOf(award.xp)
  await tx
    .update(studyTotals)
    .set({ ...grown, xp: award.xp, level, updatedAt: work.recordedAt })
    .where(eq(studyTotals.userId, userId))
  return {
    sessionId: session.id,
    minutes: work.minutes,
    xpEarned: grown.xp - totals.xp,
    totalXp: award.xp,
    level,
    leveledUp: level > totals.level,
    streakDays: streakToday(streak, person.today, isRest).days,
    todayMinutes: minutesOn(person.today.day, changes, books),
    achievements: award.achievements,
  }
}

/** The totals after a focus session of `minutes` credited minutes, before achievements. */
function grow(totals: Totals, changes: readonly DayChange[], minutes: number, streak: Streak) {
  const gained = (value: (book: DaySummary) => number) =>
    changes.reduce((sum, { before, after }) => sum + value(after) - value(before), 0)
  return {
    focusMinutes: totals.focusMinutes + gained((book) => book.focusMinutes),
    sessions: totals.sessions + gained((book) => book.sessions),
    longestSessionMinutes: Math.max(totals.longestSessionMinutes, minutes),
    xp: totals.xp + gained((book) => book.xp),
    earlyDays: totals.earlyDays + gained((book) => Number(isEarly(book))),
    ...streakColumns(streak),
  }
}

/** What the totals reach. */
export const progressTowards = (
  totals: Pick<
    Totals,
    'sessions' | 'focusMinutes' | 'longestStreakDays' | 'longestSessionMinutes' | 'earlyDays' | 'comebacks'
  >,
): AchievementCounts => ({
  sessions: totals.sessions,
  'focus-minutes': totals.focusMinutes,
  'streak-days': totals.longestStreakDays,
  'session-minutes': totals.longestSessionMinutes,
  'early-days': totals.earlyDays,
  comebacks: totals.comebacks,
})

async function partnerProgress(
  tx: Tx,
  { session, person, now }: Work,
  own: readonly OwnSession[],
): Promise<AchievementCounts> {
  const { userId, roomId } = session
  if (!roomId) return {}
  const partnerIds = await recordPartners(tx, { ...session, roomId }, own)
  const countsByPerson = await partnersOf(tx, [userId, ...partnerIds])
  await awardPartnerAchievements(tx, { partnerIds, day: person.today.day, now }, countsByPerson)
  return countsByPerson.get(userId) ?? {}
}

function minutesOn(day: string, changes: readonly DayChange[], books: ReadonlyMap<string, DaySummary>): number {
  const changed = changes.find(({ after }) => after.day === day)?.after
  return (changed ?? books.get(day))?.focusMinutes ?? 0
}

/** The days from the session's first moment to its last. */
function daysTouched(session: FinishedSession, dayOf: DayOf): PersonalDay[] {
  const [from, to] = [session.startedAt.getTime(), lastMomentOf(session)]
  return splitByDay([{ from, to: to + 1 }], dayOf).map(({ day }) => day)
}

/** Days around clock changes are shorter than 24 hours, never shorter than this for long. */
const shortDayMs = 20 * hourMs

/** How many days before its last one a session may reach. */
const reachDays = ({ startedAt, endedAt }: FinishedSession): number =>
  Math.ceil((endedAt.getTime() - startedAt.getTime()) / shortDayMs) + 1

async function readRecorder(tx: Tx, userId: string, now: Date): Promise<Recorder> {
  const [row] = await tx
    .select({
      timeZone: profiles.timeZone,
      formerCalendars: profiles.formerCalendars,
      emailVerifiedAt: profiles.emailVerifiedAt,
      dayStartHour: preferences.dayStartHour,
      leaderboard: preferences.leaderboard,
    })
    .from(profiles)
    .innerJoin(preferences, eq(preferences.userId, profiles.userId))
    .where(eq(profiles.userId, userId))
  if (!row) throw new AppError('not-found')
  const { timeZone, dayStartHour, formerCalendars } = row
  const dayOf = personalDays({ timeZone, dayStartHour, formerCalendars })
  return { timeZone, dayStartHour, isListed: isListable(row), today: dayOf(now.getTime()), dayOf }
}

/** The answer given the first time, if there was one. */
async function findRecorded(tx: Tx, { id, userId }: FinishedSession): Promise<Earned | null> {
  const [row] = await tx
    .select({ userId: studySessions.userId, earned: studySessions.earned })
    .from(studySessions)
    .where(eq(studySessions.id, id))
  if (!row) return null
  if (row.userId !== userId || !row.earned) throw new AppError('not-found')
  return row.earned
}

/**
 * The session without a link to a task that is gone or not the person's. Also takes the room until the transaction
 * ends, so that of two people who finish together the second sees the first.
 */
async function clearDeletedReferences(tx: Tx, session: FinishedSession): Promise<FinishedSession> {
  const { taskId, roomId, userId } = session
  if (roomId) await lockRow(tx, 'rooms', roomId)
  const [room] = roomId ? await tx.select({ name: rooms.name }).from(rooms).where(eq(rooms.id, roomId)) : []
  const [task] = taskId
    ? await tx
        .select({ id: tasks.id })
        .from(tasks)
        .where(and(eq(tasks.id, taskId), eq(tasks.userId, userId)))
    : []
  return {
    ...session,
    taskId: task?.id ?? null,
    roomName: session.roomName ?? room?.name ?? null,
  }
}
