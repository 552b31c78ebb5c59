import 'server-only'
import type { SQL } from 'drizzle-orm'
import { and, asc, eq, gte, lte, or } from 'drizzle-orm'
import { db } from '@/db/client'
import { goals, preferences, profiles, studyDays, studyTotals, users } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { currentDay, type PersonalCalendar } from '@/lib/calendar/personal-days'
import { weekOf } from '@/lib/calendar/study-day'
import { restRule, type StreakToday, streakToday } from '@/lib/study/earning/streak'
import { levelProgress } from '@/lib/study/earning/xp'
import { type DayRange, defaultWeeklyMinutes, goalOn, percentOf } from './rules'

/** A day as the charts read it. */
export type DayFigures = { day: string; minutes: number; sessions: number; isFrozen: boolean; byHour: number[] }

/** The columns behind `DayFigures`. */
const dayFigures = {
  day: studyDays.day,
  minutes: studyDays.focusMinutes,
  sessions: studyDays.sessions,
  isFrozen: studyDays.isFrozen,
  byHour: studyDays.focusMsByHour,
}

type GoalRow = { kind: string; target: number; fromDay: string }

/** What every page with numbers begins from. */
export type ProgressSummary = {
  today: string
  totals: {
    xp: number
    focusMinutes: number
    sessions: number
    longestSessionMinutes: number
    longestStreakDays: number
    earlyDays: number
    comebacks: number
  }
  streak: StreakToday
  goals: GoalRow[]
}

const noTotals = {
  xp: 0,
  focusMinutes: 0,
  sessions: 0,
  longestSessionMinutes: 0,
  longestStreakDays: 0,
  earlyDays: 0,
  comebacks: 0,
}

/** The person's totals and goals. One query. */
export async function readHeadline(viewer: Viewer, now: Date): Promise<ProgressSummary> {
  const rows = await db
    .select({ totals: studyTotals, kind: goals.kind, target: goals.target, fromDay: goals.fromDay })
    .from(users)
    .leftJoin(studyTotals, eq(studyTotals.userId, users.id))
    .leftJoin(goals, eq(goals.userId, users.id))
    .where(eq(users.id, viewer.id))
  return headlineFrom(viewer, rows[0]?.totals ?? null, rows, now)
}

/**
 * Anybody's streak as it stands on their own today, for their public page: what is stored is as of their last study
 * day. One query.
 */
export async function getStreakDays(personId: string, now: Date): Promise<number> {
  const rows = await db
    .select({
      timeZone: profiles.timeZone,
      dayStartHour: preferences.dayStartHour,
      formerCalendars: profiles.formerCalendars,
      totals: studyTotals,
      kind: goals.kind,
      target: goals.target,
      fromDay: goals.fromDay,
    })
    .from(profiles)
    .innerJoin(preferences, eq(preferences.userId, profiles.userId))
    .leftJoin(studyTotals, eq(studyTotals.userId, profiles.userId))
    .leftJoin(goals, and(eq(goals.userId, profiles.userId), eq(goals.kind, 'rest-weekdays')))
    .where(eq(profiles.userId, personId))
  const [person] = rows
  return person ? headlineFrom(person, person.totals, rows, now).streak.days : 0
}

/** The summary from rows already read. */
function headlineFrom(
  viewer: PersonalCalendar,
  totals: typeof studyTotals.$inferSelect | null,
  goalRows: readonly { kind: string | null; target: number | null; fromDay: string | null }[],
  now: Date,
): ProgressSummary {
  const today = currentDay(viewer, now)
  const kept = goalRows.flatMap(({ kind, target, fromDay }) =>
    kind !== null && target !== null && fromDay !== null ? [{ kind, target, fromDay }] : [],
  )
  const last = lastDayOf(totals)
  const isRest = restRule(kept.filter(({ kind }) => kind === 'rest-weekdays'))
  return {
    today: today.day,
    totals: totals ?? noTotals,
    streak: streakToday(
      { days: totals?.streakDays ?? 0, freezePoints: totals?.freezePoints ?? 0, last },
      today,
      isRest,
    ),
    goals: kept,
  }
}

function lastDayOf(totals: typeof studyTotals.$inferSelect | null) {
  if (!totals?.lastStudyDay || !totals.lastStudyDayStartsAt || !totals.lastStudyDayEndsAt) return null
  return {
    day: totals.lastStudyDay,
    startsAt: totals.lastStudyDayStartsAt.getTime(),
    endsAt: totals.lastStudyDayEndsAt.getTime(),
  }
}

/** The person's days within any of these ranges, in order; days without a row are left out. One query. */
export async function readDays(viewer: Viewer, ...ranges: DayRange[]): Promise<DayFigures[]> {
  const within: (SQL | undefined)[] = ranges.map(({ from, to }) =>
    and(gte(studyDays.day, from), lte(studyDays.day, to)),
  )
  return db
    .select(dayFigures)
    .from(studyDays)
    .where(and(eq(studyDays.userId, viewer.id), or(...within)))
    .orderBy(asc(studyDays.day))
}

/** Today, this week, streak and level: the four cards that stand on the dashboard and on top of the progress page. */
export type Headline = {
  today: { day: string; minutes: number; goalMinutes: number | null }
  week: { from: string; to: string; minutes: number; goalMinutes: number; isOwnGoal: boolean; percent: number }
  streak: StreakToday & { longest: number }
  level: { level: number; into: number; of: number; toNext: number; xp: number }
}

/** The headline figures from what was read. `days` must hold this week. */
export function headlineOf(viewer: Viewer, summary: ProgressSummary, days: readonly DayFigures[]): Headline {
  const { today, goals: rows, totals } = summary
  const from = weekOf(today, viewer.weekStart).from
  const minutes = days.reduce((sum, { day, minutes: on }) => sum + (day >= from && day <= today ? on : 0), 0)
  const own = goalOn(rows, 'weekly-minutes', today)
  const goalMinutes = own ?? defaultWeeklyMinutes
  return {
    today: {
      day: today,
      minutes: days.find(({ day }) => day === today)?.minutes ?? 0,
      goalMinutes: goalOn(rows, 'daily-minutes', today),
    },
    week: { from, to: today, minutes, goalMinutes, isOwnGoal: own !== null, percent: percentOf(minutes, goalMinutes) },
    streak: { ...summary.streak, longest: totals.longestStreakDays },
    level: { ...levelProgress(totals.xp), xp: totals.xp },
  }
}
