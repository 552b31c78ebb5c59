import 'server-only'
import { and, eq, isNotNull } from 'drizzle-orm'
import { db, type Reader } from '@/db/client'
import { runningSessions, studyDays, studySessions, studyTotals } from '@/db/schema'
import { countAll } from '@/db/sql'
import type { Viewer } from '@/lib/accounts/viewer'
import { currentDay, todayOf } from '@/lib/calendar/personal-days'
import type { Calendar } from '@/lib/calendar/study-day'
import { streakToday } from '@/lib/study/earning/streak'
import { readRestRule, streakIn } from '@/lib/study/earning/streak-commands'
import { readPreferences, type StudyPreferences } from '@/lib/study/preferences/queries'
import { listTasks } from '@/lib/study/tasks/queries'
import type { Task } from '@/lib/study/tasks/rules'
import type { RunningSession } from './rules'

/** Who is asked about: all a study command needs to know of the viewer. */
export type Student = Pick<Viewer, 'id' | 'timeZone' | 'dayStartHour' | 'formerCalendars'>

/** The timer as the server knows it at `serverNowMs`. */
export type TimerState = {
  serverNowMs: number
  running: RunningSession | null
  /** Planned focus sessions completed in the present study day: where the cycle of breaks stands. */
  focusesDone: number
}

/** The numbers beside the timer. */
export type StudyNumbers = { todayMinutes: number; streakDays: number; totalXp: number; level: number }

/** Everything the solo study desk opens with. */
export type StudyDesk = {
  timer: TimerState
  tasks: Task[]
  preferences: StudyPreferences
  numbers: StudyNumbers
  /** What the person's days depend on: due dates are compared with the present one. */
  calendar: Calendar
}

/** The solo study desk of `student` at `now`. Five short reads, none of which grows with their history. */
export async function getStudyDesk(student: Student, now: Date): Promise<StudyDesk> {
  const [timer, tasksNow, preferences, numbers] = await Promise.all([
    getTimerState(db, student, now),
    listTasks(db, student, now),
    readPreferences(db, student.id),
    getNumbers(student, now),
  ])
  const { timeZone, dayStartHour } = student
  return { timer, tasks: tasksNow, preferences, numbers, calendar: { timeZone, dayStartHour } }
}

/** The timer alone; what every command answers. Reads through `reader`, so that a transaction sees its own writes. */
export async function getTimerState(reader: Reader, student: Student, now: Date): Promise<TimerState> {
  const running = await findRunning(reader, student)
  const focusesDone = await countFocusesToday(reader, student, now)
  return { serverNowMs: now.getTime(), running, focusesDone }
}

/** The session under way, or null. */
export async function findRunning(reader: Reader, student: Pick<Student, 'id'>): Promise<RunningSession | null> {
  const [row] = await reader
    .select({
      id: runningSessions.id,
      kind: runningSessions.kind,
      plannedMinutes: runningSessions.plannedMinutes,
      startedAt: runningSessions.startedAt,
      pauses: runningSessions.pauses,
      taskId: runningSessions.taskId,
      version: runningSessions.version,
    })
    .from(runningSessions)
    .where(eq(runningSessions.userId, student.id))
  if (!row) return null
  const { startedAt, ...rest } = row
  return { ...rest, startedAtMs: startedAt.getTime() }
}

async function countFocusesToday(reader: Reader, student: Student, now: Date): Promise<number> {
  const [found] = await reader
    .select({ count: countAll() })
    .from(studySessions)
    .where(
      and(
        eq(studySessions.userId, student.id),
        eq(studySessions.day, todayOf(student, now)),
        eq(studySessions.type, 'focus'),
        eq(studySessions.isCompleted, true),
        isNotNull(studySessions.plannedMinutes),
      ),
    )
  return found?.count ?? 0
}

/** Today's minutes, the streak as it stands today, and the level. */
async function getNumbers(student: Student, now: Date): Promise<StudyNumbers> {
  const today = currentDay(student, now)
  const [[totals], [book], isRest] = await Promise.all([
    db.select().from(studyTotals).where(eq(studyTotals.userId, student.id)),
    db
      .select({ minutes: studyDays.focusMinutes })
      .from(studyDays)
      .where(and(eq(studyDays.userId, student.id), eq(studyDays.day, today.day))),
    readRestRule(db, student.id),
  ])
  return {
    todayMinutes: book?.minutes ?? 0,
    streakDays: totals ? streakToday(streakIn(totals), today, isRest).days : 0,
    totalXp: totals?.xp ?? 0,
    level: totals?.level ?? 1,
  }
}
