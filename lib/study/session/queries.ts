import 'server-only'
import { and, asc, desc, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import { db, type Reader } from '@/db/client'
import { runningSessions, studyDays, studySessions, studyTotals, tasks } from '@/db/schema'
import { countAll } from '@/db/sql'
import type { Viewer } from '@/lib/accounts/viewer'
import { currentDay, todayOf } from '@/lib/calendar/personal-days'
import { studyDayOf } from '@/lib/calendar/study-day'
import { streakToday } from '@/lib/study/earning/streak'
import { readRestRule, streakIn } from '@/lib/study/earning/streak-commands'
import { readPreferences, type StudyPreferences } from '@/lib/study/preferences'
import { byPosition, maxOpenTasks, type Task } from '@/lib/study/tasks/rules'
import { after, dayMs } from '@/lib/time'
import type { RunningSession } from './pomodoro'

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

/** Everything the solo study room opens with. */
export type StudyDesk = {
  timer: TimerState
  tasks: Task[]
  preferences: StudyPreferences
  numbers: StudyNumbers
  /** The study day on the person's clocks, `YYYY-MM-DD`: what due dates are compared with. */
  today: string
}

/** How many of the finished tasks stay in sight, and for how long. */
const doneTasksShown = { count: 20, forMs: 2 * dayMs }

/** The solo study room of `student` at `now`. Five short reads, none of which grows with their history. */
export async function getStudyDesk(student: Student, now: Date): Promise<StudyDesk> {
  const [timer, tasksNow, preferences, numbers] = await Promise.all([
    getTimerState(db, student, now),
    listTasks(db, student, now),
    readPreferences(db, student.id),
    getNumbers(student, now),
  ])
  return { timer, tasks: tasksNow, preferences, numbers, today: studyDayOf(student, now) }
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

const taskColumns = {
  id: tasks.id,
  name: tasks.name,
  notes: tasks.notes,
  priority: tasks.priority,
  dueDay: tasks.dueDay,
  estimatePomodoros: tasks.estimatePomodoros,
  actualPomodoros: tasks.actualPomodoros,
  position: tasks.position,
  activatedAt: tasks.activatedAt,
  completedAt: tasks.completedAt,
}

/** Open tasks in their order, then those finished lately, newest first. */
export async function listTasks(reader: Reader, student: Pick<Student, 'id'>, now: Date): Promise<Task[]> {
  const mine = and(eq(tasks.userId, student.id), isNull(tasks.deletedAt))
  const open = await reader
    .select(taskColumns)
    .from(tasks)
    .where(and(mine, isNull(tasks.completedAt)))
    .orderBy(asc(tasks.position))
    .limit(maxOpenTasks)
  const done = await reader
    .select(taskColumns)
    .from(tasks)
    .where(and(mine, gt(tasks.completedAt, after(now, -doneTasksShown.forMs))))
    .orderBy(desc(tasks.completedAt))
    .limit(doneTasksShown.count)
  return [...open.map(shown).sort(byPosition), ...done.map(shown)]
}

type TaskRow = Omit<Task, 'isDone' | 'activatedAtMs'> & { activatedAt: Date | null; completedAt: Date | null }

/** A row as the browser gets it. */
export function shown({ activatedAt, completedAt, ...task }: TaskRow): Task {
  return { ...task, activatedAtMs: activatedAt?.getTime() ?? null, isDone: completedAt !== null }
}

export { taskColumns }

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
