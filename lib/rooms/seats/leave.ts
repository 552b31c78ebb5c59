import 'server-only'
import { and, count, eq, gt, inArray, isNull, ne } from 'drizzle-orm'
import { db, type Tx, transaction } from '@/db/client'
import { isSeated } from '@/db/conditions'
import { memberships, rooms, sessions, stays } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { nextHost } from '@/lib/rooms/hosting/next-host'
import { expiryWhenEmpty } from '@/lib/rooms/rules'
import { creditSoon, stopTimer } from '@/lib/rooms/timer/commands'
import { announceMove, departureOf, moveChannel, nextRevision, type RoomRow } from './announce'

/**
 * Gives the seat up; leaving twice is leaving once. The last one out starts the expiry of a temporary room; a host who
 * leaves hands over to whoever has been there longest.
 */
export async function leaveRoom(viewer: Pick<Viewer, 'id'>, code: string, now: Date): Promise<void> {
  const departure = await transaction(async (tx) => {
    // The room's row first, as in joining: one order of locks, no deadlocks. For people who sit there only: a stranger
    // who presses Leave must not push a room up the list.
    const seat = tx
      .select({ roomId: memberships.roomId })
      .from(memberships)
      .where(and(eq(memberships.userId, viewer.id), isSeated))
    const [held] = await tx
      .update(rooms)
      .set({ lastActivityAt: now })
      .where(and(eq(rooms.code, code), inArray(rooms.id, seat)))
      .returning()
    const room = held && (await leaveSeat(tx, viewer.id, held, { now, leftAt: now, endedBy: 'left' }))
    return room && departureOf(tx, { before: held, room, personIds: [viewer.id] })
  })
  if (departure) await announceMove(departure)
}

/**
 * Logging out gives up every seat, unless the person is logged in elsewhere too: then the connections tell which seats
 * are still sat in.
 */
export async function leaveOnLogOut(viewer: Viewer, now: Date): Promise<void> {
  const elsewhere = and(eq(sessions.userId, viewer.id), ne(sessions.id, viewer.sessionId), gt(sessions.expiresAt, now))
  const [others] = await db.select({ sessions: count() }).from(sessions).where(elsewhere)
  if (others && others.sessions > 0) return
  const mine = await db
    .select({ code: rooms.code })
    .from(memberships)
    .innerJoin(rooms, eq(rooms.id, memberships.roomId))
    .where(and(eq(memberships.userId, viewer.id), isSeated))
  for (const { code } of mine) await leaveRoom(viewer, code, now)
}

/** How a seat is given up: by its owner, by a connection that was lost for too long, by the host. */
export type SeatEnd = NonNullable<typeof memberships.$inferSelect.endedBy>

/**
 * Ends a membership in a transaction that holds the room's row, the one way in which a seat is given up. The room moves to
 * a new channel. Answers the room as it is now, for {@link announceMove}; null when the person was not in it. `leftAt` may
 * be earlier than now: a lost connection was only noticed now.
 */
export async function leaveSeat(
  tx: Tx,
  userId: string,
  room: RoomRow,
  { now, leftAt, endedBy }: { now: Date; leftAt: Date; endedBy: SeatEnd },
): Promise<RoomRow | null> {
  const [left] = await tx
    .update(memberships)
    .set({ isActive: false, leftAt, endedBy, goneSince: null })
    .where(and(eq(memberships.roomId, room.id), eq(memberships.userId, userId), isSeated))
    .returning({ id: memberships.id })
  if (!left) return null
  await tx
    .update(stays)
    .set({ leftAt })
    .where(and(eq(stays.roomId, room.id), eq(stays.userId, userId), isNull(stays.leftAt)))
  const activeMembers = room.activeMembers - 1
  const [after] = await tx
    .update(rooms)
    .set({
      activeMembers,
      // A lock keeps others out of a company; it does not outlast it.
      ...(activeMembers === 0 && { isLocked: false }),
      expiresAt: activeMembers === 0 ? expiryWhenEmpty(room, now) : null,
      hostId: room.hostId === userId ? await nextHost(tx, room.id) : room.hostId,
      lastRevision: nextRevision,
      ...moveChannel(now),
    })
    .where(eq(rooms.id, room.id))
    .returning()
  if (activeMembers === 0) await stopTimer(tx, room, now)
  else await creditSoon(tx, room.id, now)
  return after ?? null
}
