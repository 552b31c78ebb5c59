import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { memberships, rooms, stays } from '@/db/schema'
import { roomChannel } from '@/lib/realtime/channels'
import { publish } from '@/lib/realtime/publish'
import { expiryWhenEmpty } from './rules'
import { creditSoon, stopTimer } from './timer-commands'

export type RoomRow = typeof rooms.$inferSelect

/** Tells everybody in the room that somebody sat down or left. */
export function announceSeat(room: RoomRow, personId: string, change: 'joined' | 'left'): Promise<void> {
  return publish(roomChannel(room.id, room.channelVersion), 'people.changed', { personId, change })
}

/**
 * Ends a membership in a transaction that holds the room's row. Answers the room as it is now, null when the person was
 * not in it. `leftAt` may be earlier than now: a lost connection was only noticed now.
 */
export async function standUp(
  tx: Tx,
  userId: string,
  room: RoomRow,
  { now, leftAt }: { now: Date; leftAt: Date },
): Promise<RoomRow | null> {
  const [left] = await tx
    .update(memberships)
    .set({ isActive: false, leftAt, goneSince: null })
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
      expiresAt: activeMembers === 0 ? expiryWhenEmpty(room, now) : null,
      hostId: room.hostId === userId ? await longestPresent(tx, room.id) : room.hostId,
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
