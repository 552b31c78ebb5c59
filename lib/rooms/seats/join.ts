import 'server-only'
import { and, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { db, type Tx, transaction } from '@/db/client'
import { lockRow } from '@/db/lock'
import { bans, memberships, rooms, stays } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import type { PeopleChange } from '@/lib/rooms/events'
import { isOwnedBy } from '@/lib/rooms/hosting/kept-rooms'
import { isExpired, ownerOf, returnIntoLockedMs } from '@/lib/rooms/rules'
import { after } from '@/lib/time'
import { announcePeople, audible, nextRevision, personIn, type RoomRow } from './announce'
import { chargedForCode } from './code-limit'
import { freeGoneSeats } from './presence'
import { refuseTooManySeats } from './three-rooms'

/**
 * Takes a seat. Joining twice is joining once. The seat is one conditional update, so that nobody gets in above the
 * maximum however many press the button at once. A full room is first looked over for people who are long gone.
 * @throws AppError `full`, `conflict` (locked, or they sit in three rooms already), `unverified`; `not-found` for no such
 * room, expired, or banned; `too-many` after too many codes that lead nowhere.
 */
export async function joinRoom(viewer: Viewer, code: string, now: Date): Promise<{ code: string }> {
  if (!viewer.isVerified) throw new AppError('unverified')
  const [room] = await db.select().from(rooms).where(eq(rooms.code, code))
  if (room?.isPublic) await takePlace(viewer, room, now)
  else
    await chargedForCode(viewer.id, now, async () => {
      if (!room) throw new AppError('not-found')
      await takePlace(viewer, room, now)
    })
  return { code }
}

async function takePlace(viewer: Viewer, room: RoomRow, now: Date): Promise<void> {
  if (room.activeMembers >= room.maxMembers) await freeGoneSeats(now, { roomId: room.id })
  await freeGoneSeats(now, { userId: viewer.id })
  const joined = await transaction((tx) => takeSeatIn(tx, viewer, room.id, now))
  if (joined) await announcePeople(joined.room, joined.change)
}

type Arrival = { room: RoomRow; change: PeopleChange | null }

/** Answers the room and what to tell it when a seat was taken, null when the person already had one. */
async function takeSeatIn(tx: Tx, viewer: Viewer, roomId: string, now: Date): Promise<Arrival | null> {
  // Before any room, so that everybody takes locks in one order: `refuseTooManySeats` sees seats taken in the same instant.
  await lockRow(tx, 'users', viewer.id)
  const room = await takeSeat(tx, viewer, roomId, now)
  if (!room) return refuseOrRecognise(tx, viewer, roomId, now)
  // Asked only now that the room's row is held. In the update itself PostgreSQL, after waiting for a ban to be committed,
  // would still look at the list of bans from before it, and the banned would sit down.
  const [ban] = await tx.select({ userId: bans.userId }).from(bans).where(isBanned(viewer, roomId))
  if (ban && ownerOf(room) !== viewer.id) throw new AppError('not-found')
  const [seated] = await tx
    .insert(memberships)
    .values({
      id: newId(),
      roomId,
      userId: viewer.id,
      isActive: true,
      joinedAt: now,
      lastSeenAt: now,
      // What was said before one came is history, not unread.
      lastReadSeq: room.lastSeq,
    })
    .onConflictDoUpdate({
      target: [memberships.roomId, memberships.userId],
      set: {
        isActive: true,
        joinedAt: now,
        lastSeenAt: now,
        leftAt: null,
        endedBy: null,
        goneSince: null,
        status: 'here',
      },
      setWhere: eq(memberships.isActive, false),
    })
    .returning({ joinedAt: memberships.joinedAt, mutedUntil: memberships.mutedUntil })
  if (seated) {
    await refuseTooManySeats(tx, viewer.id, roomId)
    await tx.insert(stays).values({ id: newId(), roomId, userId: viewer.id, joinedAt: now })
    const person = personIn(room, viewer, seated, now)
    return { room, change: await audible(tx, roomId, viewer.id, { kind: 'joined', person }) }
  }
  // Already inside (a second tab, a double click): give the extra seat back.
  await tx
    .update(rooms)
    .set({
      activeMembers: sql`${rooms.activeMembers} - 1`,
      lastRevision: sql`${rooms.lastRevision} - 1`,
      hostId: room.hostId,
    })
    .where(eq(rooms.id, roomId))
  return null
}

/** Whoever sits down in an empty room is its host, and its owner is whenever they are there. */
async function takeSeat(tx: Tx, viewer: Viewer, roomId: string, now: Date): Promise<RoomRow | undefined> {
  const [room] = await tx
    .update(rooms)
    .set({
      activeMembers: sql`${rooms.activeMembers} + 1`,
      hostId: sql`case when ${or(eq(rooms.activeMembers, 0), isOwnedBy(viewer.id))} then ${viewer.id} else ${rooms.hostId} end`,
      lastRevision: nextRevision,
      lastActivityAt: now,
      expiresAt: null,
    })
    .where(
      and(
        eq(rooms.id, roomId),
        lt(rooms.activeMembers, rooms.maxMembers),
        or(eq(rooms.isLocked, false), eq(rooms.activeMembers, 0), isOwnedBy(viewer.id), lostSeatIn(tx, viewer, now)),
        or(isNull(rooms.expiresAt), gt(rooms.expiresAt, now)),
      ),
    )
    .returning()
  return room
}

/** They lost their connection a short while ago, and their seat with it: a lock is not meant for them. */
function lostSeatIn(tx: Tx, viewer: Viewer, now: Date) {
  const lost = tx
    .select({ roomId: memberships.roomId })
    .from(memberships)
    .where(
      and(
        eq(memberships.userId, viewer.id),
        eq(memberships.endedBy, 'lost'),
        gt(memberships.leftAt, after(now, -returnIntoLockedMs)),
      ),
    )
  return inArray(rooms.id, lost)
}

const isBanned = (viewer: Viewer, roomId: string) => and(eq(bans.roomId, roomId), eq(bans.userId, viewer.id))

/** No seat: because the person sits there already, or for a reason to tell. */
async function refuseOrRecognise(tx: Tx, viewer: Viewer, roomId: string, now: Date): Promise<null> {
  const [found] = await tx
    .select({ room: rooms, isActive: memberships.isActive, bannedId: bans.userId })
    .from(rooms)
    .leftJoin(bans, isBanned(viewer, roomId))
    .leftJoin(memberships, and(eq(memberships.roomId, rooms.id), eq(memberships.userId, viewer.id)))
    .where(eq(rooms.id, roomId))
  const isShutOut = found?.bannedId !== null && found?.room && ownerOf(found.room) !== viewer.id
  if (!found || isShutOut || isExpired(found.room, now)) throw new AppError('not-found')
  if (found.isActive) return null
  if (found.room.isLocked) throw new AppError('conflict', 'The host has locked this room for now.')
  throw new AppError('full', `Room full: all ${found.room.maxMembers} seats are taken.`)
}
