import 'server-only'
import { and, asc, desc, eq, exists, isNull, ne, not, or } from 'drizzle-orm'
import { db, type Tx, transaction } from '@/db/client'
import { isSeated } from '@/db/conditions'
import { bans, memberships, rooms } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { publishToRoom } from '@/lib/rooms/publish'
import { nextRevision, type RoomRow } from '@/lib/rooms/seats/announce'
import { leaveRoom } from '@/lib/rooms/seats/leave'
import { isOwnedBy } from './kept-rooms'

/**
 * For somebody who goes for good: the rooms they keep open go to whoever has sat there longest, or else to who was there
 * last and was not removed or banned; then they give up all their seats. A room nobody else ever sat in stays without owner.
 */
export async function giveUpRooms(viewer: Pick<Viewer, 'id'>, now: Date): Promise<void> {
  const owned = await db.select({ id: rooms.id }).from(rooms).where(isOwnedBy(viewer.id))
  for (const { id } of owned) {
    const room = await transaction((tx) => passOn(tx, viewer.id, id, now))
    if (room) await publishToRoom(room, 'room.changed', { revision: room.lastRevision })
  }
  const seats = await db
    .select({ code: rooms.code })
    .from(memberships)
    .innerJoin(rooms, eq(rooms.id, memberships.roomId))
    .where(and(eq(memberships.userId, viewer.id), isSeated))
  for (const { code } of seats) await leaveRoom(viewer, code, now)
}

async function passOn(tx: Tx, ownerId: string, roomId: string, now: Date): Promise<RoomRow | null> {
  const [held] = await tx
    .update(rooms)
    .set({ lastActivityAt: now })
    .where(and(eq(rooms.id, roomId), isOwnedBy(ownerId)))
    .returning()
  if (!held) return null
  const banned = tx
    .select({ userId: bans.userId })
    .from(bans)
    .where(and(eq(bans.roomId, roomId), eq(bans.userId, memberships.userId)))
  const [heir] = await tx
    .select({ userId: memberships.userId, isActive: memberships.isActive })
    .from(memberships)
    .where(
      and(
        eq(memberships.roomId, roomId),
        ne(memberships.userId, ownerId),
        or(isNull(memberships.endedBy), ne(memberships.endedBy, 'removed')),
        not(exists(banned)),
      ),
    )
    .orderBy(desc(memberships.isActive), desc(memberships.leftAt), asc(memberships.joinedAt))
    .limit(1)
  const [passed] = await tx
    .update(rooms)
    .set({
      createdById: heir?.userId ?? null,
      ...(heir?.isActive && { hostId: heir.userId }),
      lastRevision: nextRevision,
    })
    .where(eq(rooms.id, roomId))
    .returning()
  return passed ?? null
}
