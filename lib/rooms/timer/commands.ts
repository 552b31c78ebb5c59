import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { rooms, roomTimers, timerCycles, timerRuns } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { publishToRoom } from '@/lib/rooms/publish'
import { getRoomAsMember } from '@/lib/rooms/queries'
import { can } from '@/lib/rooms/rules'
import { afterCommand, nextFocusEndMs, type RoomTimer, type TimerCommand } from './rules'
import { type TimerRow, toTimer } from './timer-row'

/**
 * Starts, pauses, resumes, skips, resets the room's timer, or changes its lengths. The command names the version it saw:
 * of two pressed at once one wins, and the other is shown what it is now. Answers the room's id beside the timer, for
 * whoever credits what the press ended.
 * @throws AppError `conflict` when the timer is no longer what the person saw; `not-found` for people outside.
 */
export async function commandTimer(
  viewer: Viewer,
  input: { code: string; version: number; command: TimerCommand },
  now: Date,
): Promise<{ roomId: string; timer: RoomTimer }> {
  const room = await getRoomAsMember(viewer, input.code, now)
  if (input.command.kind === 'settings' && !can(room.role, 'setTimer')) throw new AppError('not-found')
  const { timer, channelVersion } = await transaction((tx) => turn(tx, room.id, input, now))
  const event = { timer, by: viewer.id, what: input.command.kind }
  await publishToRoom({ id: room.id, channelVersion }, 'timer.changed', event)
  return { roomId: room.id, timer }
}

async function turn(
  tx: Tx,
  roomId: string,
  { version, command }: { version: number; command: TimerCommand },
  now: Date,
): Promise<{ timer: RoomTimer; channelVersion: number }> {
  const [room] = await tx.update(rooms).set({ lastActivityAt: now }).where(eq(rooms.id, roomId)).returning()
  const [row] = await tx.select().from(roomTimers).where(eq(roomTimers.roomId, roomId))
  if (!room || !row) throw new AppError('not-found')
  const before = toTimer(row)
  const timer = row.version === version ? afterCommand(before, command, now.getTime()) : null
  if (!timer)
    throw new AppError('conflict', 'Someone else changed the timer at the same moment. This is how it stands now.')
  await write(tx, { room, row, timer }, now)
  return { timer, channelVersion: room.channelVersion }
}

type Turned = { room: Pick<typeof rooms.$inferSelect, 'id' | 'name'>; row: TimerRow; timer: RoomTimer }

/** The timer as it is now, and in the book of runs what it was until now. */
async function write(tx: Tx, { room, row, timer }: Turned, now: Date): Promise<void> {
  const isOn = timer.anchoredAtMs !== null
  const cycleId = isOn ? (row.cycleId ?? (await openCycle(tx, room, now))) : null
  await closeRun(tx, row.cycleId, now)
  if (cycleId && timer.pausedAtMs === null) await openRun(tx, cycleId, timer, now)
  if (cycleId) {
    const nextMs = nextFocusEndMs(timer, now.getTime())
    // A skip has just ended a phase: look at once, the next look is set then.
    const hasSkipped = row.anchoredAt !== null && timer.anchorStep !== row.anchorStep
    const dueAt = hasSkipped ? now : nextMs === null ? null : new Date(nextMs)
    await tx.update(timerCycles).set({ dueAt }).where(eq(timerCycles.id, cycleId))
  } else if (row.cycleId) {
    await tx.update(timerCycles).set({ endedAt: now, dueAt: now }).where(eq(timerCycles.id, row.cycleId))
  }
  const { anchoredAtMs, pausedAtMs, ...columns } = timer
  await tx
    .update(roomTimers)
    .set({
      ...columns,
      anchoredAt: anchoredAtMs === null ? null : new Date(anchoredAtMs),
      pausedAt: pausedAtMs === null ? null : new Date(pausedAtMs),
      cycleId,
      updatedAt: now,
    })
    .where(eq(roomTimers.roomId, room.id))
}

async function openCycle(tx: Tx, room: { id: string; name: string }, now: Date): Promise<string> {
  const id = newId()
  await tx.insert(timerCycles).values({ id, roomId: room.id, roomName: room.name, startedAt: now })
  return id
}

async function openRun(tx: Tx, cycleId: string, timer: RoomTimer, now: Date): Promise<void> {
  const { focusMinutes, breakMinutes, longBreakMinutes, longBreakEvery, anchorStep, anchoredAtMs } = timer
  await tx.insert(timerRuns).values({
    id: newId(),
    cycleId,
    startedAt: now,
    anchoredAt: new Date(anchoredAtMs ?? now.getTime()),
    anchorStep,
    focusMinutes,
    breakMinutes,
    longBreakMinutes,
    longBreakEvery,
  })
}

async function closeRun(tx: Tx, cycleId: string | null, now: Date): Promise<void> {
  if (!cycleId) return
  await tx
    .update(timerRuns)
    .set({ endedAt: now })
    .where(and(eq(timerRuns.cycleId, cycleId), isNull(timerRuns.endedAt)))
}

/** The last one has left: a timer that nobody looks at stops. In the caller's transaction, which holds the room's row. */
export async function stopTimer(tx: Tx, room: { id: string; name: string }, now: Date): Promise<void> {
  const [row] = await tx.select().from(roomTimers).where(eq(roomTimers.roomId, room.id))
  const timer = row && afterCommand(toTimer(row), { kind: 'reset' }, now.getTime())
  if (row && timer) await write(tx, { room, row, timer }, now)
}

/** Somebody left in the middle of a cycle: their part of it may be credited now. */
export async function creditSoon(tx: Tx, roomId: string, now: Date): Promise<void> {
  await tx
    .update(timerCycles)
    .set({ dueAt: now })
    .where(and(eq(timerCycles.roomId, roomId), isNull(timerCycles.endedAt)))
}
