import 'server-only'
import { and, asc, eq, gte } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { goals, studyDays } from '@/db/schema'
import { dayNamed } from '@/lib/calendar/personal-days'
import type { Calendar } from '@/lib/calendar/study-day'
import type { Totals } from './awarding'
import { readDaySummaries, writeDaySummaries } from './day-summaries'
import { blankDay, countedDay, counts, type DayChange } from './day-summary'
import { countingMs, extendStreak, type IsRest, restRule, type Streak, streakOf } from './streak'

/** The streak kept in a person's totals. */
export function streakIn(totals: Totals): Streak {
  const { lastStudyDay, lastStudyDayStartsAt, lastStudyDayEndsAt } = totals
  const last =
    lastStudyDay && lastStudyDayStartsAt && lastStudyDayEndsAt
      ? countedDay({ day: lastStudyDay, startsAt: lastStudyDayStartsAt, endsAt: lastStudyDayEndsAt })
      : null
  return {
    days: totals.streakDays,
    longest: totals.longestStreakDays,
    freezePoints: totals.freezePoints,
    comebacks: totals.comebacks,
    last,
  }
}

/** The columns of the totals that keep a streak. */
export const streakColumns = ({ days, longest, freezePoints, comebacks, last }: Streak) => ({
  streakDays: days,
  longestStreakDays: longest,
  freezePoints,
  comebacks,
  lastStudyDay: last?.day ?? null,
  lastStudyDayStartsAt: last && new Date(last.startsAt),
  lastStudyDayEndsAt: last && new Date(last.endsAt),
})

/** What the person chose as rest days, and since when. */
export async function readRestRule(tx: Pick<Tx, 'select'>, userId: string): Promise<IsRest> {
  const choices = await tx
    .select({ fromDay: goals.fromDay, target: goals.target })
    .from(goals)
    .where(and(eq(goals.userId, userId), eq(goals.kind, 'rest-weekdays')))
  return restRule(choices)
}

/**
 * The streak after a session, whose days are already stored. Nearly always a step or nothing; a session that arrives
 * late, or a day that grew because the person changed zones, has the whole history walked again.
 */
export async function keepStreak(
  tx: Tx,
  userId: string,
  streak: Streak,
  changes: readonly DayChange[],
  context: { isRest: IsRest; calendar: Calendar },
): Promise<Streak> {
  const moved = changes.filter(
    ({ before, after }) => counts(after) && (!counts(before) || hasOtherBounds(before, after)),
  )
  if (moved.length === 0) return streak
  const isInOrder = moved.every(({ before, after }) => !counts(before) && (!streak.last || after.day > streak.last.day))
  if (!isInOrder) return walkHistory(tx, userId, context)
  let current = streak
  for (const { after } of moved) {
    const step = extendStreak(current, countedDay(after), context.isRest)
    await markFrozen(tx, userId, step.frozen, context.calendar)
    current = step.streak
  }
  return current
}

const hasOtherBounds = (before: { startsAt: Date; endsAt: Date }, after: { startsAt: Date; endsAt: Date }): boolean =>
  before.startsAt.getTime() !== after.startsAt.getTime() || before.endsAt.getTime() !== after.endsAt.getTime()

async function walkHistory(
  tx: Tx,
  userId: string,
  { isRest, calendar }: { isRest: IsRest; calendar: Calendar },
): Promise<Streak> {
  const days = await tx
    .select({ day: studyDays.day, startsAt: studyDays.startsAt, endsAt: studyDays.endsAt })
    .from(studyDays)
    .where(and(eq(studyDays.userId, userId), gte(studyDays.focusMs, countingMs)))
    .orderBy(asc(studyDays.day))
  const { streak, frozen } = streakOf(days.map(countedDay), isRest)
  await tx
    .update(studyDays)
    .set({ isFrozen: false })
    .where(and(eq(studyDays.userId, userId), eq(studyDays.isFrozen, true)))
  await markFrozen(tx, userId, frozen, calendar)
  return streak
}

async function markFrozen(tx: Tx, userId: string, days: string[], calendar: Calendar): Promise<void> {
  if (days.length === 0) return
  const books = await readDaySummaries(tx, userId, days)
  await writeDaySummaries(
    tx,
    userId,
    days.map((day) => ({ ...(books.get(day) ?? blankDay(dayNamed(day, calendar))), isFrozen: true })),
  )
}
