import 'server-only'
import { and, asc, eq, gte, lt } from 'drizzle-orm'
import { db } from '@/db/client'
import { calendarFeeds, plannedSessions, profiles } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { dayBounds, studyDay, studyDayOf } from '@/lib/calendar/study-day'
import { wallClock } from '@/lib/calendar/zone'
import { hashSecret } from '@/lib/ids'
import { after, dayMs } from '@/lib/time'
import { daysShown, type PlanCategory, type PlannerView } from './rules'

/** A planned session as the calendar shows it. */
export type Plan = {
  id: string
  title: string
  category: PlanCategory
  notes: string
  /** ISO 8601, in UTC. */
  startsAt: string
  /** On the person's wall: `2026-11-23` and `14:30`. */
  date: string
  time: string
  endTime: string
  minutes: number
  remindMinutesBefore: number | null
  isDone: boolean
  /** Its study day has come: it can be ticked off. */
  canBeDone: boolean
  isOver: boolean
}

export type PlannerPage = {
  view: PlannerView
  day: string
  today: string
  /** The days of the view in order, each with its plans by time. */
  days: { day: string; isOutside: boolean; plans: Plan[] }[]
  hasFeed: boolean
}

const plan = {
  id: plannedSessions.id,
  title: plannedSessions.title,
  category: plannedSessions.category,
  notes: plannedSessions.notes,
  startsAt: plannedSessions.startsAt,
  minutes: plannedSessions.minutes,
  remindMinutesBefore: plannedSessions.remindMinutesBefore,
  doneAt: plannedSessions.doneAt,
}

/** The calendar goes by the date on the wall, midnight to midnight: that is what a person means by a date. */
const midnight = 0

/** The planner around a day. Two queries. */
export async function getPlanner(
  viewer: Viewer,
  wanted: { view: PlannerView; day: string },
  now: Date,
): Promise<PlannerPage> {
  const shown = daysShown(wanted, viewer.weekStart)
  const { timeZone } = viewer
  const from = dayBounds(shown[0] ?? wanted.day, timeZone, midnight).from
  const to = dayBounds(shown.at(-1) ?? wanted.day, timeZone, midnight).to
  const [rows, feeds] = await Promise.all([
    db
      .select(plan)
      .from(plannedSessions)
      .where(
        and(
          eq(plannedSessions.userId, viewer.id),
          gte(plannedSessions.startsAt, from),
          lt(plannedSessions.startsAt, to),
        ),
      )
      .orderBy(asc(plannedSessions.startsAt), asc(plannedSessions.id)),
    db.select({ userId: calendarFeeds.userId }).from(calendarFeeds).where(eq(calendarFeeds.userId, viewer.id)),
  ])
  const plans = rows.map((row) => planOf(viewer, row, now))
  return {
    ...wanted,
    today: studyDay(now, timeZone, midnight),
    days: shown.map((day) => ({
      day,
      isOutside: wanted.view === 'month' && day.slice(0, 7) !== wanted.day.slice(0, 7),
      plans: plans.filter(({ date }) => date === day),
    })),
    hasFeed: feeds.length > 0,
  }
}

type Row = {
  id: string
  title: string
  category: PlanCategory
  notes: string
  startsAt: Date
  minutes: number
  remindMinutesBefore: number | null
  doneAt: Date | null
}

function planOf(viewer: Viewer, { startsAt, doneAt, ...row }: Row, now: Date): Plan {
  const dayOf = (at: Date) => studyDayOf(viewer, at)
  const onWall = (at: number) => new Date(wallClock(at, viewer.timeZone)).toISOString()
  const wall = onWall(startsAt.getTime())
  const endsAt = startsAt.getTime() + row.minutes * 60_000
  return {
    ...row,
    startsAt: startsAt.toISOString(),
    date: wall.slice(0, 10),
    time: wall.slice(11, 16),
    endTime: onWall(endsAt).slice(11, 16),
    isDone: doneAt !== null,
    // By the clocks of now: the plan keeps its instant when the person or their day start moves.
    canBeDone: dayOf(startsAt) <= dayOf(now),
    isOver: endsAt < now.getTime(),
  }
}

/** A plan as a calendar program gets it. */
export type FeedEvent = {
  id: string
  title: string
  category: PlanCategory
  notes: string
  startsAt: Date
  minutes: number
  remindMinutesBefore: number | null
  isDone: boolean
  updatedAt: Date
}

const maxEvents = 1_000

/** The plans behind a private calendar address, a quarter back and a year ahead; null when nobody has that address. */
export async function findCalendarFeed(secret: string, now: Date): Promise<{ events: FeedEvent[] } | null> {
  const [feed] = await db
    .select({ userId: calendarFeeds.userId })
    .from(calendarFeeds)
    .innerJoin(profiles, eq(profiles.userId, calendarFeeds.userId))
    .where(eq(calendarFeeds.tokenHash, hashSecret(secret)))
  if (!feed) return null
  const rows = await db
    .select({ ...plan, updatedAt: plannedSessions.updatedAt })
    .from(plannedSessions)
    .where(
      and(
        eq(plannedSessions.userId, feed.userId),
        gte(plannedSessions.startsAt, after(now, -92 * dayMs)),
        lt(plannedSessions.startsAt, after(now, 366 * dayMs)),
      ),
    )
    .orderBy(asc(plannedSessions.startsAt))
    .limit(maxEvents)
  return { events: rows.map(({ doneAt, ...row }) => ({ ...row, isDone: doneAt !== null })) }
}
