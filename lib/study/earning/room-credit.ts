import 'server-only'
import { createHash } from 'node:crypto'
import { and, asc, eq, gt, inArray, isNull, lte, or, type SQL } from 'drizzle-orm'
import { db, transaction } from '@/db/client'
import { rooms, stays, studySessions, timerCycles, timerRuns, users } from '@/db/schema'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { type FocusPhase, focusPhases, nextFocusEndMs, overlap } from '@/lib/rooms/timer/rules'
import { publishToPerson } from '@/lib/study/publish'
import { after, type Interval, minuteMs } from '@/lib/time'
import { type Earned, type FinishedSession, recordOnce } from './record-session'

type Cycle = typeof timerCycles.$inferSelect
type Run = typeof timerRuns.$inferSelect
type Stay = typeof stays.$inferSelect

/** Less than this together is passing by. */
const leastMs = minuteMs

/** Cycles looked at in one run; the next run sees to the rest. */
const maxCycles = 200

/**
 * Credits everybody who sat in a room during focus with what they shared of it: the phase when it is over, or their part
 * of it when they have left. Whoever runs this, however often and however many at once: each part is recorded once,
 * because its id follows from cycle, step and stay. Answers how many sessions were recorded.
 */
export async function creditRooms(now: Date): Promise<number> {
  const recorded = await creditCycles(undefined, now)
  if (recorded > 0) log.info('rooms.credited', { sessions: recorded })
  return recorded
}

/** The same for one room: after somebody was at its timer. */
export const creditRoom = (roomId: string, now: Date): Promise<number> =>
  creditCycles(eq(timerCycles.roomId, roomId), now)

/** One that cannot be credited does not keep the others waiting; the caller learns of it at the end. */
async function creditCycles(which: SQL | undefined, now: Date): Promise<number> {
  const isDue = lte(timerCycles.dueAt, now)
  const due = await db.select().from(timerCycles).where(and(which, isDue)).limit(maxCycles)
  let recorded = 0
  const failures: unknown[] = []
  for (const cycle of due) {
    try {
      recorded += await creditCycle(cycle, now)
    } catch (error) {
      log.error('rooms.credit-failed', { cycleId: cycle.id, roomId: cycle.roomId, error })
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} cycles could not be credited.`)
  return recorded
}

/** So long ago may somebody have left a room whose focus is not credited yet. */
const lateMs = 10 * minuteMs

/**
 * The same for the rooms that one person sits in or has just left: for pages that show their numbers, which would
 * otherwise be those of the last time the minute job came round.
 */
export async function creditRoomsOf(userId: string, now: Date): Promise<number> {
  const isRecent = or(isNull(stays.leftAt), gt(stays.leftAt, after(now, -lateMs)))
  const mine = db
    .select({ roomId: stays.roomId })
    .from(stays)
    .where(and(eq(stays.userId, userId), isRecent))
  return creditCycles(inArray(timerCycles.roomId, mine), now)
}

async function creditCycle(cycle: Cycle, now: Date): Promise<number> {
  const [runs, present, [room]] = await Promise.all([
    db.select().from(timerRuns).where(eq(timerRuns.cycleId, cycle.id)).orderBy(asc(timerRuns.startedAt)),
    db
      .select()
      .from(stays)
      .where(and(eq(stays.roomId, cycle.roomId), or(isNull(stays.leftAt), gt(stays.leftAt, cycle.startedAt)))),
    db.select({ id: rooms.id }).from(rooms).where(eq(rooms.id, cycle.roomId)),
  ])
  const phases = focusPhases(runs.map(toRun), {
    fromStep: cycle.settledStep,
    isEnded: cycle.endedAt !== null,
    nowMs: now.getTime(),
  })
  const earned = phases.flatMap((phase) =>
    present
      .filter((stay) => phase.isOver || stay.leftAt !== null)
      .flatMap((stay) => sessionOf(cycle, phase, stay, room !== undefined)),
  )
  const missing = await notYetRecorded(earned)
  const focusing = focusingIn(phases, present)
  for (const session of missing) {
    const recorded = await record(session, now)
    // Somebody who came back into the middle of a focus hears of it at the break, and is not disturbed before.
    if (recorded?.isNew && !focusing.has(session.userId)) await notifyPerson(session, recorded.earned)
  }
  await noteCredited(cycle, phases, runs.at(-1), now)
  return missing.length
}

const toRun = (run: Run) => ({
  ...run,
  anchoredAtMs: run.anchoredAt.getTime(),
  startedAtMs: run.startedAt.getTime(),
  endedAtMs: run.endedAt?.getTime() ?? null,
})

/** What one stay shared of one phase, as a session of its own; nothing when it was only passing by. */
function sessionOf(cycle: Cycle, phase: FocusPhase, stay: Stay, isRoomThere: boolean): FinishedSession[] {
  const stayed = { from: stay.joinedAt.getTime(), to: stay.leftAt?.getTime() ?? Number.POSITIVE_INFINITY }
  const shared = overlap(phase.intervals, stayed)
  const [first, last] = [shared[0], shared.at(-1)]
  const activeMs = shared.reduce((sum, { from, to }) => sum + to - from, 0)
  if (!first || !last || activeMs < leastMs) return []
  const session: FinishedSession = {
    id: idOf(cycle.id, phase.step, stay.id),
    userId: stay.userId,
    type: 'focus',
    startedAt: new Date(first.from),
    endedAt: new Date(last.to),
    activeMs,
    plannedMinutes: Math.round(phase.plannedMs / minuteMs),
    isCompleted: activeMs >= phase.plannedMs,
    taskId: null,
    roomId: isRoomThere ? cycle.roomId : null,
    roomName: cycle.roomName,
    pauses: pausesBetween(shared),
  }
  return [session]
}

function pausesBetween(intervals: readonly Interval[]): FinishedSession['pauses'] {
  return intervals.slice(1).map(({ from }, at) => ({ from: intervals[at]?.to ?? from, to: from }))
}

/** The same part of the same phase has the same id, wherever it is computed (UUIDv8: from a hash). */
function idOf(cycleId: string, step: number, stayId: string): string {
  const hex = createHash('sha256').update(`room:${cycleId}:${step}:${stayId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

async function notYetRecorded(earned: readonly FinishedSession[]): Promise<FinishedSession[]> {
  if (earned.length === 0) return []
  const ids = earned.map(({ id }) => id)
  const rows = await db.select({ id: studySessions.id }).from(studySessions).where(inArray(studySessions.id, ids))
  const known = new Set(rows.map(({ id }) => id))
  return earned.filter(({ id }) => !known.has(id))
}

/** One transaction a session: a person whose account is gone holds nobody else up, and is null. */
async function record(session: FinishedSession, now: Date): Promise<{ earned: Earned; isNew: boolean } | null> {
  try {
    return await transaction((tx) => recordOnce(tx, session, now))
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null
    throw error
  }
}

/** Those who sit there while a focus is under way. */
function focusingIn(phases: readonly FocusPhase[], present: readonly Stay[]): Set<string> {
  if (phases.every(({ isOver }) => isOver)) return new Set()
  return new Set(present.filter(({ leftAt }) => leftAt === null).map(({ userId }) => userId))
}

/** What they earned, to their own browsers and nobody else, as after a focus of their own. */
async function notifyPerson({ userId, roomName }: FinishedSession, earned: Earned): Promise<void> {
  const [person] = await db
    .select({ id: users.id, channelVersion: users.channelVersion })
    .from(users)
    .where(eq(users.id, userId))
  if (person) await publishToPerson(person, 'focus.credited', { earned, roomName })
}

/** When to look again; unless somebody has left in the meantime and asked for it sooner. */
async function noteCredited(
  cycle: Cycle,
  phases: readonly FocusPhase[],
  last: Run | undefined,
  now: Date,
): Promise<void> {
  const over = phases.filter(({ isOver }) => isOver).map(({ step }) => step + 1)
  const isRunning = last !== undefined && last.endedAt === null && cycle.endedAt === null
  const nextMs = isRunning ? nextEndMs(last, now) : null
  await transaction((tx) =>
    tx
      .update(timerCycles)
      .set({
        settledStep: Math.max(cycle.settledStep, ...over),
        dueAt: nextMs === null ? null : new Date(nextMs),
      })
      .where(
        and(
          eq(timerCycles.id, cycle.id),
          cycle.dueAt ? eq(timerCycles.dueAt, cycle.dueAt) : undefined,
          cycle.endedAt ? undefined : isNull(timerCycles.endedAt),
        ),
      ),
  )
}

function nextEndMs(run: Run, now: Date): number | null {
  return nextFocusEndMs({ ...run, version: 0, anchoredAtMs: run.anchoredAt.getTime(), pausedAtMs: null }, now.getTime())
}
