import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import { isSeated } from '@/db/conditions'
import { memberships, rooms } from '@/db/schema'
import type { AccountHooks } from '@/lib/accounts/hooks'
import { announceMove, moveChannel, type RoomRow } from './announce'

/**
 * When a session ends, every room its person sits in moves to a new channel: a socket that was let in with that session
 * need not have told that it belongs to it, and cannot be found. The person's other browsers move along like everybody.
 */
export const moveRoomsOfEndedSession: AccountHooks['sessionsEnded'] = async (tx, userId, now) => {
  const seats = await tx
    .select({ roomId: memberships.roomId })
    .from(memberships)
    .where(and(eq(memberships.userId, userId), isSeated))
    // One order of locks for everybody.
    .orderBy(asc(memberships.roomId))
  const moved: RoomRow[] = []
  for (const { roomId } of seats)
    moved.push(...(await tx.update(rooms).set(moveChannel(now)).where(eq(rooms.id, roomId)).returning()))
  return async () => {
    await Promise.all(
      moved.map((room) => announceMove({ room, fromVersion: room.channelVersion - 1, left: undefined })),
    )
  }
}
