import 'server-only'
import { and, desc, eq, gte, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { plannedSessions, studySessions, tasks, xpEntries } from '@/db/schema'
import { countAll, sumOf } from '@/db/sql'
import type { Viewer } from '@/lib/accounts/viewer'
import { todayOf } from '@/lib/calendar/personal-days'
import { dayBounds, daysFrom, weekOf } from '@/lib/calendar/study-day'
import { type Badge, listBadges } from './badges'
import { type DayFigures, type Headline, headlineOf, readDays, readHeadline } from './headline'
import { type Bar, barsOf, type DayRange, lastYear } from './rules'

const recentSessionsShown = 10

/** A finished session with its details. */
export type RecentSession = {
  id: string
  type: 'focus' | 'break'
  minutes: number
  plannedMinutes: number | null
  isCompleted: boolean
  startedAt: Date
  endedAt: Date
  pauses: number
  xp: number
  taskName: string | null
  roomName: string | null
}

/** Focus time of one thing: a task, a room. */
export type Share = { name: string; minutes: number }

export type ProgressPage = Headline & {
  range: DayRange
  bars: Bar[]
  total: { minutes: number; sessions: number; studiedDays: number; days: number }
  /** Focus minutes by local hour 0-23. */
  byHour: number[]
  byTask: Share[]
  byRoom: Share[]
  plans: { planned: number; done: number }
  /** Minutes of each day of the year up to today, in order, and the days that a freeze kept. */
  heatmap: { from: string; minutes: number[]; frozenDays: string[] }
  recent: RecentSession[]
  badges: Badge[]
}

/** Everything on the progress page. Six queries, none of which grows with the length of the history. */
export async function getProgress(viewer: Viewer, range: DayRange, now: Date): Promise<ProgressPage> {
  const today = todayOf(viewer, now)
  const year = lastYear(today, viewer.weekStart)
  const [summary, days, recent, shares, plans, badges] = await Promise.all([
    readHeadline(viewer, now),
    readDays(viewer, year, range),
    readRecent(viewer, range),
    readShares(viewer, range),
    readPlans(viewer, range),
    listBadges(viewer),
  ])
  const inRange = fillDays(days, range)
  return {
    ...headlineOf(viewer, summary, days),
    range,
    bars: barsOf(inRange, viewer.weekStart),
    total: totalOf(inRange),
    byHour: byHourOf(inRange),
    ...shares,
    plans,
    heatmap: heatmapOf(fillDays(days, year)),
    recent,
    badges,
  }
}

/** Every day of the range, studied or not. */
function fillDays(days: readonly DayFigures[], { from, to }: DayRange): DayFigures[] {
  const known = new Map(days.map((figures) => [figures.day, figures]))
  return daysFrom(from, to).map(
    (day) => known.get(day) ?? { day, minutes: 0, sessions: 0, isFrozen: false, byHour: [] },
  )
}

const heatmapOf = (year: readonly DayFigures[]): ProgressPage['heatmap'] => ({
  from: year[0]?.day ?? '',
  minutes: year.map(({ minutes }) => minutes),
  frozenDays: year.filter(({ isFrozen }) => isFrozen).map(({ day }) => day),
})

const totalOf = (days: readonly DayFigures[]) => ({
  minutes: days.reduce((sum, { minutes }) => sum + minutes, 0),
  sessions: days.reduce((sum, { sessions }) => sum + sessions, 0),
  studiedDays: days.filter(({ minutes }) => minutes > 0).length,
  days: days.length,
})

function byHourOf(days: readonly DayFigures[]): number[] {
  return Array.from({ length: 24 }, (_, hour) =>
    Math.floor(days.reduce((sum, { byHour }) => sum + (byHour[hour] ?? 0), 0) / 60_000),
  )
}

async function readRecent(viewer: Viewer, { from, to }: DayRange): Promise<RecentSession[]> {
  const xp = db
    .select({ amount: sumOf(xpEntries.amount) })
    .from(xpEntries)
    .where(eq(xpEntries.sessionId, studySessions.id))
  const rows = await db
    .select({
      id: studySessions.id,
      type: studySessions.type,
      minutes: studySessions.minutes,
      plannedMinutes: studySessions.plannedMinutes,
      isCompleted: studySessions.isCompleted,
      startedAt: studySessions.startedAt,
      endedAt: studySessions.endedAt,
      pauses: studySessions.pauses,
      xp: sql<number>`(${xp})`,
      taskName: tasks.name,
      roomName: studySessions.roomName,
    })
    .from(studySessions)
    .leftJoin(tasks, eq(tasks.id, studySessions.taskId))
    .where(and(eq(studySessions.userId, viewer.id), gte(studySessions.day, from), lte(studySessions.day, to)))
    .orderBy(desc(studySessions.day), desc(studySessions.endedAt))
    .limit(recentSessionsShown)
  return rows.map((row) => ({ ...row, pauses: row.pauses.length }))
}

/** Focus by task and by room. The ledger knows how much of a session fell on which day, so the range is clipped to the moment. */
async function readShares(viewer: Viewer, { from, to }: DayRange): Promise<Pick<ProgressPage, 'byTask' | 'byRoom'>> {
  const room = sql`coalesce(${studySessions.roomId}, ${studySessions.roomName})`
  const rows = await db
    .select({
      task: tasks.name,
      room: sql<string | null>`max(${studySessions.roomName})`,
      seconds: sql<number>`cast(sum(${xpEntries.focusMs}) / 1000 as integer)`,
    })
    .from(xpEntries)
    .innerJoin(studySessions, eq(studySessions.id, xpEntries.sessionId))
    .leftJoin(tasks, eq(tasks.id, studySessions.taskId))
    .where(
      and(
        eq(xpEntries.userId, viewer.id),
        eq(xpEntries.reason, 'focus'),
        gte(xpEntries.day, from),
        lte(xpEntries.day, to),
      ),
    )
    .groupBy(tasks.id, tasks.name, room)
  return {
    byTask: sharesOf(rows, ({ task }) => task ?? 'Without a task'),
    byRoom: sharesOf(rows, ({ room }) => room ?? 'On your own'),
  }
}

/** Plans of the range. What is done keeps its day; what is not belongs to the day that the clocks of now say. */
async function readPlans(viewer: Viewer, { from, to }: DayRange): Promise<ProgressPage['plans']> {
  const wasDone = and(isNotNull(plannedSessions.doneAt), gte(plannedSessions.day, from), lte(plannedSessions.day, to))
  const bounds = (day: string) => dayBounds(day, viewer.timeZone, viewer.dayStartHour)
  const isAhead = and(
    isNull(plannedSessions.doneAt),
    gte(plannedSessions.startsAt, bounds(from).from),
    lt(plannedSessions.startsAt, bounds(to).to),
  )
  const [counted] = await db
    .select({
      planned: countAll(),
      done: sumOf(sql`case when ${plannedSessions.doneAt} is null then 0 else 1 end`),
    })
    .from(plannedSessions)
    .where(and(eq(plannedSessions.userId, viewer.id), or(wasDone, isAhead)))
  return counted ?? { planned: 0, done: 0 }
}

/** Sums by name: two tasks of one name are one line. */
function sharesOf<Row extends { seconds: number }>(rows: readonly Row[], nameOf: (row: Row) => string): Share[] {
  const seconds = new Map<string, number>()
  for (const row of rows) seconds.set(nameOf(row), (seconds.get(nameOf(row)) ?? 0) + row.seconds)
  return [...seconds]
    .map(([name, amount]) => ({ name, minutes: Math.floor(amount / 60) }))
    .sort((a, b) => b.minutes - a.minutes)
}

/** The next thing in the person's calendar. */
export type NextPlan = { id: string; title: string; category: string; startsAt: Date; minutes: number }

export type DashboardNumbers = Headline & {
  next: NextPlan | null
  /** This week's seven days. */
  weekDays: { day: string; minutes: number; isFrozen: boolean; isFuture: boolean }[]
}

/** The first plan that is not over, and not done. */
async function readNextPlan(viewer: Viewer, now: Date): Promise<NextPlan | null> {
  const [next] = await db
    .select({
      id: plannedSessions.id,
      title: plannedSessions.title,
      category: plannedSessions.category,
      startsAt: plannedSessions.startsAt,
      minutes: plannedSessions.minutes,
    })
    .from(plannedSessions)
    .where(
      and(eq(plannedSessions.userId, viewer.id), isNull(plannedSessions.doneAt), gte(plannedSessions.startsAt, now)),
    )
    .orderBy(plannedSessions.startsAt)
    .limit(1)
  return next ?? null
}

/** The numbers on the dashboard. Three queries. */
export async function getDashboardNumbers(viewer: Viewer, now: Date): Promise<DashboardNumbers> {
  const week = weekOf(todayOf(viewer, now), viewer.weekStart)
  const [summary, days, next] = await Promise.all([
    readHeadline(viewer, now),
    readDays(viewer, week),
    readNextPlan(viewer, now),
  ])
  return {
    ...headlineOf(viewer, summary, days),
    next,
    weekDays: fillDays(days, week).map(({ day, minutes, isFrozen }) => ({
      day,
      minutes,
      isFrozen,
      isFuture: day > summary.today,
    })),
  }
}
