import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { preferences, runningSessions, studySessions, tasks } from '@/db/schema'
import { newId } from '@/lib/ids'
import { type Earned, type FinishedSession, recordSession } from '@/lib/study/earning/record-session'
import { findRunning, getTimerState, type Student, type TimerState } from './queries'
import { creditFor, type Ending, paused, phaseOf, pomodorosIn, type RunningSession, resumed } from './rules'
import type { FinishSessionInput, SeenSession, StartSessionInput } from './schemas'

/** What a command did, and the timer as it stands now: the browser adopts it, whatever the outcome. */
export type TimerReply<Outcome extends string> = { outcome: Outcome; timer: TimerState }

/**
 * Starts a session now, by the server's clock. One person has at most one: with one under way already, nothing
 * changes and that one is answered. One whose time was up is written down first.
 */
export async function startSession(
  student: Student,
  input: StartSessionInput,
  now: Date,
): Promise<TimerReply<'started' | 'already-running'>> {
  return transaction(async (tx) => {
    const current = await findRunning(tx, student)
    if (current && phaseOf(current, now.getTime()) === 'due')
      await recordFinished(tx, student, current, 'complete', now)
    const [started] = await tx
      .insert(runningSessions)
      .values({
        userId: student.id,
        id: newId(),
        kind: input.kind,
        plannedMinutes: input.kind === 'flow' ? null : input.plannedMinutes,
        taskId: input.kind === 'break' ? null : await ownTaskId(tx, student, input.taskId),
        startedAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: runningSessions.id })
    return { outcome: started ? 'started' : 'already-running', timer: await getTimerState(tx, student, now) }
  })
}

/** Stops the clock. `outdated` when the session is not the one the browser saw, or does not run. */
export function pauseSession(student: Student, seen: SeenSession, now: Date) {
  return change(student, seen, now, (session) => paused(session, now.getTime()))
}

/** Lets the clock go on. */
export function resumeSession(student: Student, seen: SeenSession, now: Date) {
  return change(student, seen, now, (session) => resumed(session, now.getTime()))
}

/** Links the session under way to another task, or to none. Whichever tab asks last is right: no version needed. */
export async function linkRunningTask(tx: Tx, student: Pick<Student, 'id'>, taskId: string | null): Promise<void> {
  await tx
    .update(runningSessions)
    .set({ taskId, version: sql`${runningSessions.version} + 1` })
    .where(and(eq(runningSessions.userId, student.id), sql`${runningSessions.kind} <> 'break'`))
}

/** `saved` carries what it earned; `gone`: it was discarded or is not known. */
export type FinishReply = { timer: TimerState } & (
  | {
      outcome: 'saved'
      earned: Earned
      isCompleted: boolean
      type: 'focus' | 'break'
      taskPomodoros: TaskPomodoros | null
    }
  | { outcome: 'not-saved' | 'not-yet' | 'outdated' | 'gone' }
)

type TaskPomodoros = { taskId: string; actualPomodoros: number }

/**
 * Ends a session: the row goes away and what it is worth is written down in the same transaction. Asking twice (a
 * double click, two tabs, a lost reply) pays once and answers the same.
 */
export async function finishSession(student: Student, input: FinishSessionInput, now: Date): Promise<FinishReply> {
  return transaction(async (tx) => {
    const current = await findRunning(tx, student)
    const result = await finishIn(tx, student, current, input, now)
    return { ...result, timer: await getTimerState(tx, student, now) }
  })
}

type Finished<Reply = FinishReply> = Reply extends FinishReply ? Omit<Reply, 'timer'> : never

async function finishIn(
  tx: Tx,
  student: Student,
  current: RunningSession | null,
  input: FinishSessionInput,
  now: Date,
): Promise<Finished> {
  if (current?.id !== input.id) return answerAgain(tx, student, input.id)
  if (current.version !== input.version) return { outcome: 'outdated' }
  const recorded = await recordFinished(tx, student, current, input.ending, now, input.atMostMinutes)
  // Another transaction was faster between the read and the delete (PostgreSQL): it has the row's last word.
  return recorded ?? answerAgain(tx, student, input.id)
}

/** Removes the running row, if it still is as seen, and records its worth. Null when it was not. */
async function recordFinished(
  tx: Tx,
  student: Student,
  session: RunningSession,
  ending: Ending,
  now: Date,
  atMostMinutes?: number,
): Promise<Finished | null> {
  const credit = creditFor(session, ending, now.getTime(), atMostMinutes)
  if (credit === 'not-yet') return { outcome: 'not-yet' }
  const [removed] = await tx
    .delete(runningSessions)
    .where(seenRow(student, session))
    .returning({ id: runningSessions.id })
  if (!removed) return null
  if (credit === 'nothing') return { outcome: 'not-saved' }
  const type = session.kind === 'break' ? 'break' : 'focus'
  const finished: FinishedSession = {
    id: session.id,
    userId: student.id,
    type,
    startedAt: new Date(session.startedAtMs),
    endedAt: new Date(credit.endedAtMs),
    activeMs: credit.activeMs,
    plannedMinutes: session.plannedMinutes,
    isCompleted: credit.isCompleted,
    taskId: session.taskId,
    roomId: null,
    roomName: null,
    pauses: credit.pauses,
  }
  const earned = await recordSession(tx, finished, now)
  const taskPomodoros = type === 'focus' ? await countOnTask(tx, student, finished) : null
  return { outcome: 'saved', earned, isCompleted: credit.isCompleted, type, taskPomodoros }
}

/** Adds a finished focus session to its task's pomodoros. */
async function countOnTask(tx: Tx, student: Student, finished: FinishedSession): Promise<TaskPomodoros | null> {
  if (!finished.taskId) return null
  const [chosen] = await tx
    .select({ focusMinutes: preferences.focusMinutes })
    .from(preferences)
    .where(eq(preferences.userId, student.id))
  const more = pomodorosIn(finished, chosen?.focusMinutes ?? 25)
  const [task] = await tx
    .update(tasks)
    .set({ actualPomodoros: sql`${tasks.actualPomodoros} + ${more}` })
    .where(and(eq(tasks.id, finished.taskId), eq(tasks.userId, student.id)))
    .returning({ taskId: tasks.id, actualPomodoros: tasks.actualPomodoros })
  return task ?? null
}

/** The answer to a finish that already happened, told from the saved session. */
async function answerAgain(tx: Tx, student: Student, id: string): Promise<Finished> {
  const [saved] = await tx
    .select({ earned: studySessions.earned, isCompleted: studySessions.isCompleted, type: studySessions.type })
    .from(studySessions)
    .where(and(eq(studySessions.id, id), eq(studySessions.userId, student.id)))
  if (!saved?.earned) return { outcome: 'gone' }
  return { outcome: 'saved', ...saved, earned: saved.earned, taskPomodoros: null }
}

async function change(
  student: Student,
  seen: SeenSession,
  now: Date,
  next: (session: RunningSession) => RunningSession | null,
): Promise<TimerReply<'done' | 'outdated'>> {
  return transaction(async (tx) => {
    const current = await findRunning(tx, student)
    const isSeen = current?.id === seen.id && current.version === seen.version
    const changed = isSeen ? next(current) : null
    const rows = changed
      ? await tx
          .update(runningSessions)
          .set({ pauses: changed.pauses, version: changed.version })
          .where(seenRow(student, seen))
          .returning({ id: runningSessions.id })
      : []
    return { outcome: rows.length > 0 ? 'done' : 'outdated', timer: await getTimerState(tx, student, now) }
  })
}

/** The running row, if it still is the one that was seen. */
const seenRow = (student: Pick<Student, 'id'>, seen: SeenSession) =>
  and(
    eq(runningSessions.userId, student.id),
    eq(runningSessions.id, seen.id),
    eq(runningSessions.version, seen.version),
  )

/** The task, if it is theirs; null otherwise (it may have been deleted meanwhile, which is no reason not to study). */
async function ownTaskId(tx: Tx, student: Student, taskId: string | null): Promise<string | null> {
  if (!taskId) return null
  const [task] = await tx
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(eq(tasks.id, taskId), eq(tasks.userId, student.id)))
  return task?.id ?? null
}
