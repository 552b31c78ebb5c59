/**
 * The figures of a person, summed by the database from the ledger, the sessions and the plans alone: none of the
 * product's own queries or stored totals has a part in them.
 */
import { and, asc, desc, eq, gte, lte, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { plannedSessions, studySessions, tasks, userAchievements, xpEntries } from '@/db/schema'
import { countAll, sumOf } from '@/db/sql'

export type Figures = Awaited<ReturnType<typeof figuresOf>>

export async function figuresOf(person: { id: string }, { from, to }: { from: string; to: string }) {
  const credited = and(
    eq(xpEntries.userId, person.id),
    eq(xpEntries.reason, 'focus'),
    gte(xpEntries.day, from),
    lte(xpEntries.day, to),
  )
  const focusMs = sumOf(xpEntries.focusMs)
  const days = await db
    .select({ day: xpEntries.day, focusMs })
    .from(xpEntries)
    .where(credited)
    .groupBy(xpEntries.day)
    .orderBy(asc(xpEntries.day))
  const sessionsByDay = await db
    .select({ day: studySessions.day, sessions: countAll() })
    .from(studySessions)
    .where(
      and(
        eq(studySessions.userId, person.id),
        eq(studySessions.type, 'focus'),
        gte(studySessions.day, from),
        lte(studySessions.day, to),
      ),
    )
    .groupBy(studySessions.day)
  const byTask = await db
    .select({ name: tasks.name, focusMs })
    .from(xpEntries)
    .innerJoin(studySessions, eq(studySessions.id, xpEntries.sessionId))
    .leftJoin(tasks, eq(tasks.id, studySessions.taskId))
    .where(credited)
    .groupBy(tasks.name)
  const byRoom = await db
    .select({ name: studySessions.roomName, focusMs })
    .from(xpEntries)
    .innerJoin(studySessions, eq(studySessions.id, xpEntries.sessionId))
    .where(credited)
    .groupBy(studySessions.roomName)
  const sessions = await db
    .select({
      type: studySessions.type,
      minutes: studySessions.minutes,
      startedAt: studySessions.startedAt,
      endedAt: studySessions.endedAt,
      task: tasks.name,
      room: studySessions.roomName,
      xp: sql<number>`(select cast(coalesce(sum(${xpEntries.amount}), 0) as integer) from ${xpEntries} where ${xpEntries.sessionId} = ${studySessions.id})`,
    })
    .from(studySessions)
    .leftJoin(tasks, eq(tasks.id, studySessions.taskId))
    .where(and(eq(studySessions.userId, person.id), gte(studySessions.day, from), lte(studySessions.day, to)))
    .orderBy(desc(studySessions.endedAt))
  const [paid] = await db
    .select({ xp: sumOf(xpEntries.amount) })
    .from(xpEntries)
    .where(eq(xpEntries.userId, person.id))
  const [badges] = await db
    .select({ count: countAll() })
    .from(userAchievements)
    .where(eq(userAchievements.userId, person.id))
  const [plans] = await db
    .select({ planned: countAll(), done: sql<number>`cast(count(${plannedSessions.doneAt}) as integer)` })
    .from(plannedSessions)
    .where(and(eq(plannedSessions.userId, person.id), gte(plannedSessions.day, from), lte(plannedSessions.day, to)))
  return {
    days,
    sessionsByDay,
    byTask,
    byRoom,
    // Instants cross a process border as text.
    sessions: sessions.map(({ startedAt, endedAt, ...session }) => ({
      ...session,
      startedAtMs: startedAt.getTime(),
      endedAtMs: endedAt.getTime(),
    })),
    xp: paid?.xp ?? 0,
    badges: badges?.count ?? 0,
    plans: plans ?? { planned: 0, done: 0 },
  }
}
