import 'server-only'
import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { memberships, rooms, stays } from '@/db/schema'
import { AppError } from '@/lib/errors'
import { locale } from '@/lib/format'
import { roomChannel } from '@/lib/realtime/channels'
import { publish } from '@/lib/realtime/publish'
import { expiryWhenEmpty, roomLimits } from './rules'
import { creditSoon, stopTimer } from './timer-commands'

export type RoomRow = typeof rooms.$inferSelect

/** Tells everybody in the room that somebody sat down. */
export function announceArrival(room: RoomRow, personId: string): Promise<void> {
  return publish(roomChannel(room.id, room.channelVersion), 'people.changed', { personId, change: 'joined' })
}

/**
 * What moves a room to a new channel, for an update of its row. Whoever holds a signature for the old one hears nothing that
 * is said from the commit on; who may stay is told by {@link announceMove}.
 */
export const moveChannel = (now: Date) => ({
  channelVersion: sql`${rooms.channelVersion} + 1`,
  channelMovedAt: now,
})

/**
 * Tells those on the old channel to come along; on the way in they ask for what they missed. Those who were shut out hear
 * it too, so it says nothing else.
 * @param from the version that they listen to; the one before unless the room moved several times in one transaction
 */
export function announceMove(room: RoomRow, from = room.channelVersion - 1): Promise<void> {
  return publish(roomChannel(room.id, from), 'channel.moved', { version: room.channelVersion })
}

/**
 * Called with the new seat in place, in a transaction that holds its person.
 * @throws AppError `conflict` when it is one more than a person may have; names the others.
 */
export async function refuseTooManySeats(tx: Tx, userId: string, newRoomId: string): Promise<void> {
  const others = await tx
    .select({ name: rooms.name })
    .from(memberships)
    .innerJoin(rooms, eq(rooms.id, memberships.roomId))
    .where(and(eq(memberships.userId, userId), eq(memberships.isActive, true), ne(memberships.roomId, newRoomId)))
    .orderBy(asc(memberships.joinedAt), asc(memberships.id))
  if (others.length < roomLimits.seatsAPerson) return
  const names = new Intl.ListFormat(locale, { type: 'disjunction' }).format(others.map(({ name }) => name))
  throw new AppError('conflict', `You're in three rooms already. Leave one first: ${names}.`)
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
    .where(and(eq(memberships.roomId, room.id), eq(memberships.userId, userId), eq(memberships.isActive, true)))
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
      hostId: room.hostId === userId ? await longestPresent(tx, room.id) : room.hostId,
      ...moveChannel(now),
    })
    .where(eq(rooms.id, room.id))
    .returning()
  if (activeMembers === 0) await stopTimer(tx, room, now)
  else await creditSoon(tx, room.id, now)
  return after ?? null
}

async function longestPresent(tx: Tx, roomId: string): Promise<string | null> {
  const [person] = await tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.roomId, roomId), eq(memberships.isActive, true)))
    .orderBy(asc(memberships.joinedAt), asc(memberships.id))
    .limit(1)
  return person?.userId ?? null
}
