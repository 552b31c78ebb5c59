import 'server-only'
import { and, asc, eq, gt, isNull, not, or } from 'drizzle-orm'
import { db } from '@/db/client'
import { isSeated } from '@/db/conditions'
import { avatars, bans, memberships, rooms, roomTimers, users } from '@/db/schema'
import { avatarUrlOf } from '@/lib/accounts/avatar-url'
import { isBlockedBetween } from '@/lib/accounts/blocks'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { roomChannel } from '@/lib/realtime/channels'
import { isOwnedBy } from './hosting/kept-rooms'
import { isLockedTo, ownerOf, roleOf, type Subject, unseenSince } from './rules'
import { chargedForCode, chargeForCode } from './seats/code-limit'
import { toTimer } from './timer/timer-row'
import type { Room, RoomPerson, RoomPreview, RoomState } from './views'

/** The room has not expired, as a condition. */
export const isOpen = (now: Date) => or(isNull(rooms.expiresAt), gt(rooms.expiresAt, now))

/** The viewer's own seat in the room, as a condition of a join. */
export const mine = (viewer: Viewer) =>
  and(eq(memberships.roomId, rooms.id), eq(memberships.userId, viewer.id), isSeated)

/**
 * A room as somebody with its code gets it; `isGone`: their connection is lost and the grace runs; `endedBy`: how they lost
 * the seat they once had here.
 */
export type FoundRoom =
  | { member: true; room: Room; isGone: boolean }
  | { member: false; room: RoomPreview; endedBy: 'left' | 'lost' | 'removed' | null }

/**
 * The room behind a code: whole for a member, its preview for everybody else. One query for members and for public rooms.
 * @throws AppError `not-found` when there is none, when it has expired, and for people who are banned from it; `too-many`
 * for people who tried too many such codes, also for the code of a private room that is there.
 */
export async function getRoom(viewer: Viewer, code: string, now: Date): Promise<FoundRoom> {
  const found = await findRoom(viewer, code, now)
  if (found && isNoSecretTo(found)) return found
  return chargedForCode(viewer.id, now, async () => {
    if (!found) throw new AppError('not-found')
    return found
  })
}

/**
 * The room, for members only.
 * @throws AppError `not-found` for everybody else, or `too-many`, as in {@link getRoom}: neither tells whether it is there.
 */
export async function getRoomAsMember(viewer: Viewer, code: string, now: Date): Promise<Room> {
  const found = await findRoom(viewer, code, now)
  if (found?.member) return found.room
  if (!found || !isNoSecretTo(found)) await chargeForCode(viewer.id, now)
  throw new AppError('not-found')
}

/** They sit in it or did so once, or everybody finds it in the list. */
const isNoSecretTo = (found: FoundRoom) => found.member || found.room.isPublic || found.endedBy !== null

async function findRoom(viewer: Viewer, code: string, now: Date): Promise<FoundRoom | null> {
  const [row] = await db
    .select({
      room: rooms,
      timer: roomTimers,
      seat: {
        isActive: memberships.isActive,
        endedBy: memberships.endedBy,
        leftAt: memberships.leftAt,
        lastReadSeq: memberships.lastReadSeq,
        mutedUntil: memberships.mutedUntil,
        goneSince: memberships.goneSince,
      },
      bannedId: bans.userId,
    })
    .from(rooms)
    .innerJoin(roomTimers, eq(roomTimers.roomId, rooms.id))
    .leftJoin(memberships, and(eq(memberships.roomId, rooms.id), eq(memberships.userId, viewer.id)))
    .leftJoin(bans, and(eq(bans.roomId, rooms.id), eq(bans.userId, viewer.id)))
    .where(and(eq(rooms.code, code), isOpen(now)))
  if (!row || (row.bannedId !== null && ownerOf(row.room) !== viewer.id)) return null
  const { room, seat, timer } = row
  const preview: RoomPreview = {
    code: room.code,
    name: room.name,
    description: room.description,
    subject: room.subject as Subject,
    activeMembers: room.activeMembers,
    maxMembers: room.maxMembers,
    isPublic: room.isPublic,
    isLocked: room.isLocked,
  }
  if (!seat?.isActive) {
    const lostSeatAt = seat?.endedBy === 'lost' ? seat.leftAt : null
    const isLocked = isLockedTo(room, { id: viewer.id, lostSeatAt }, now)
    return { member: false, room: { ...preview, isLocked }, endedBy: seat?.endedBy ?? null }
  }
  const inside: Room = {
    ...preview,
    id: room.id,
    role: roleOf(room, viewer.id),
    isTemporary: room.isTemporary,
    hostId: room.hostId,
    ownerId: ownerOf(room),
    channel: roomChannel(room.id, room.channelVersion),
    lastSeq: room.lastSeq,
    lastReadSeq: seat.lastReadSeq,
    lastRevision: room.lastRevision,
    isMuted: seat.mutedUntil !== null && seat.mutedUntil > now,
    timer: toTimer(timer),
  }
  return { member: true, room: inside, isGone: seat.goneSince !== null }
}

/**
 * Was this person a member of the room before they were banned from it? They know that it is there, so it can be said that
 * they may not come back; to anybody else a room that is closed to them looks like one that is not there.
 */
export async function isBannedMember(viewer: Viewer, code: string): Promise<boolean> {
  const [row] = await db
    .select({ id: memberships.id })
    .from(rooms)
    .innerJoin(bans, and(eq(bans.roomId, rooms.id), eq(bans.userId, viewer.id)))
    .innerJoin(memberships, and(eq(memberships.roomId, rooms.id), eq(memberships.userId, viewer.id)))
    .where(eq(rooms.code, code))
  return row !== undefined
}

/**
 * The room and who is in it, for its members.
 * @throws AppError `not-found` for everybody else.
 */
export async function getRoomState(viewer: Viewer, code: string, now: Date): Promise<RoomState> {
  const room = await getRoomAsMember(viewer, code, now)
  return { room, people: await peopleOf(viewer, room, now) }
}

/**
 * Who sits in a room that the caller has already been shown, in the order they came. People whose connection has been
 * lost for longer than the grace are gone, whether or not somebody has cleared their seat; people behind a block are
 * not shown.
 */
export async function peopleOf(
  viewer: Pick<Viewer, 'id'>,
  room: Pick<Room, 'id' | 'hostId' | 'ownerId'>,
  now: Date,
): Promise<RoomPerson[]> {
  const rows = await db
    .select({
      id: users.id,
      username: users.username,
      avatarDigest: avatars.digest,
      joinedAt: memberships.joinedAt,
      mutedUntil: memberships.mutedUntil,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .leftJoin(avatars, eq(avatars.userId, users.id))
    .where(
      and(
        eq(memberships.roomId, room.id),
        isSeated,
        or(
          eq(memberships.userId, viewer.id),
          and(
            or(isNull(memberships.goneSince), gt(memberships.goneSince, unseenSince(now))),
            not(isBlockedBetween(viewer.id, memberships.userId)),
          ),
        ),
      ),
    )
    .orderBy(asc(memberships.joinedAt), asc(memberships.id))
  return rows.map(({ avatarDigest, joinedAt, mutedUntil, ...person }) => ({
    ...person,
    joinedAt: joinedAt.toISOString(),
    avatarUrl: avatarUrlOf(person.username, avatarDigest),
    isHost: person.id === room.hostId,
    isOwner: person.id === room.ownerId,
    isMuted: mutedUntil !== null && mutedUntil > now,
  }))
}

/**
 * May this person listen to this version of a room's channel, now? The membership decides, not the code they once had.
 */
export async function mayListen(viewer: Viewer, roomId: string, version: number, now: Date): Promise<boolean> {
  const [row] = await db
    .select({ id: rooms.id })
    .from(rooms)
    .innerJoin(memberships, mine(viewer))
    .leftJoin(bans, and(eq(bans.roomId, rooms.id), eq(bans.userId, viewer.id)))
    .where(
      and(
        eq(rooms.id, roomId),
        eq(rooms.channelVersion, version),
        isOpen(now),
        or(isNull(bans.userId), isOwnedBy(viewer.id)),
      ),
    )
  return row !== undefined
}
