/** What a room hears of who comes, goes and changes. */
import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { rooms } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { hasBlockIn } from '@/lib/rooms/blocks'
import type { PeopleChange, PeopleLeft } from '@/lib/rooms/events'
import { publishToRoom } from '@/lib/rooms/publish'
import { isMutedAt, ownerOf } from '@/lib/rooms/rules'
import type { RoomPerson } from '@/lib/rooms/views'

export type RoomRow = typeof rooms.$inferSelect

/** The next number of the room's changes, for an update of its row. Every screen has seen those up to some number. */
export const nextRevision = sql`${rooms.lastRevision} + 1`

/**
 * What everybody in the room may hear of a change of somebody there; null when a block stands between them and anybody
 * else, for whom they are not in the room. In the transaction of the change.
 */
export async function audible(tx: Tx, roomId: string, personId: string, change: PeopleChange) {
  return (await hasBlockIn(tx, [personId], roomId)) ? null : change
}

/** Somebody with a seat, as the people panel shows them. */
export function personIn(
  room: RoomRow,
  { id, username, avatarUrl }: Pick<Viewer, 'id' | 'username' | 'avatarUrl'>,
  seat: { joinedAt: Date; mutedUntil: Date | null },
  now: Date,
): RoomPerson {
  return {
    id,
    username,
    avatarUrl,
    isHost: id === room.hostId,
    isOwner: id === ownerOf(room),
    isMuted: isMutedAt(seat, now),
    joinedAt: seat.joinedAt.toISOString(),
  }
}

/** Tells everybody in the room that somebody sat down, came back or changed. `room`: as it is since. */
export function announcePeople(room: RoomRow, change: PeopleChange | null): Promise<void> {
  const { lastRevision: revision, hostId, activeMembers } = room
  return publishToRoom(room, 'people.changed', { revision, hostId, ownerId: ownerOf(room), activeMembers, change })
}

/**
 * What moves a room to a new channel, for an update of its row. Whoever holds a signature for the old one hears nothing that
 * is said from the commit on; who may stay is told by {@link announceMove}.
 */
export const moveChannel = (now: Date) => ({
  channelVersion: sql`${rooms.channelVersion} + 1`,
  channelMovedAt: now,
})

/** A room that people have left: as it is since, the version of its channel before, and what may be said of it there. */
export type Departure = { room: RoomRow; fromVersion: number; left: PeopleLeft | undefined }

/**
 * What to tell of people who left, in the transaction in which they did. Who they were is kept back when they are not
 * there for somebody who stays, and when something else changed with them (the host, the lock): then each screen asks.
 * @param before the room's row as it was held before the first of them left
 */
export async function departureOf(
  tx: Tx,
  { before, room, personIds }: { before: RoomRow; room: RoomRow; personIds: string[] },
): Promise<Departure> {
  const isAll = before.hostId === room.hostId && before.isLocked === room.isLocked
  const isTold = isAll && !(await hasBlockIn(tx, personIds, room.id))
  const left = isTold ? { revision: room.lastRevision, personIds } : undefined
  return { room, fromVersion: before.channelVersion, left }
}

/**
 * Tells those on the old channel to come along; on the way in they ask for what they missed. Those who were shut out hear
 * it too, so it says nothing but who left.
 */
export function announceMove({ room, fromVersion, left }: Departure): Promise<void> {
  const moved = { version: room.channelVersion, ...(left && { left }) }
  return publishToRoom({ id: room.id, channelVersion: fromVersion }, 'channel.moved', moved)
}
