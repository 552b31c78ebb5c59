import 'server-only'
import { and, desc, eq, isNull, lte, type SQL, sql } from 'drizzle-orm'
import { db, type Tx, transaction } from '@/db/client'
import { isSeated } from '@/db/conditions'
import { lockRow } from '@/db/lock'
import { bans, memberships, rooms, stays, users } from '@/db/schema'
import { searchFold } from '@/db/search-fold'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError, fieldError } from '@/lib/errors'
import { deleteMentionNotices, mentionIn } from '@/lib/rooms/messages/mention-notices'
import { publishToRoom } from '@/lib/rooms/publish'
import { getRoomAsMember } from '@/lib/rooms/queries'
import { can, ownerOf, type RoomVerb, roleOf, roomLimits } from '@/lib/rooms/rules'
import type { ChangeRoomInput } from '@/lib/rooms/schemas'
import {
  announceMove,
  announcePeople,
  audible,
  type Departure,
  departureOf,
  nextRevision,
  type RoomRow,
} from '@/lib/rooms/seats/announce'
import { leaveSeat } from '@/lib/rooms/seats/leave'
import { stopTimer } from '@/lib/rooms/timer/commands'
import type { Room } from '@/lib/rooms/views'
import { after, dayMs } from '@/lib/time'
import { canKeepAnother, hasNoOwner, mayRun, tooManyKeptRooms } from './kept-rooms'

/** Long enough for every session: muting lasts until it is lifted. */
const muteLastsMs = 365 * dayMs

/** @throws AppError `not-found` for people outside, and for members who may not do that. */
async function roomToRun(viewer: Viewer, code: string, verb: RoomVerb, now: Date): Promise<Room> {
  const room = await getRoomAsMember(viewer, code, now)
  if (!can(room.role, verb)) throw new AppError('not-found')
  return room
}

/** The room's row, held, if this person may do that at this moment. */
async function holdToRun(
  tx: Tx,
  viewer: Viewer,
  { roomId, verb }: { roomId: string; verb: RoomVerb },
  change: Partial<Omit<RoomRow, 'lastRevision'>> & { lastRevision?: SQL },
): Promise<RoomRow> {
  const [held] = await tx
    .update(rooms)
    .set(change)
    .where(and(eq(rooms.id, roomId), mayRun(viewer.id, verb)))
    .returning()
  if (!held) throw new AppError('not-found')
  return held
}

const publishRoomChanged = (room: RoomRow) => publishToRoom(room, 'room.changed', { revision: room.lastRevision })

/**
 * Changes name, description, subject, seats, and who finds it. Fewer seats than people is refused: nobody loses a seat
 * to a setting.
 * @throws AppError beside `maxMembers` for that, and beside `lifetime` for one who keeps as many rooms open as one person may.
 */
export async function changeRoom(viewer: Viewer, input: ChangeRoomInput, now: Date): Promise<void> {
  const room = await roomToRun(viewer, input.code, 'changeSettings', now)
  const changed = await transaction(async (tx) => {
    if (input.lifetime === 'kept') await mustBeAbleToKeep(tx, viewer, room.id)
    const [held] = await tx
      .update(rooms)
      .set({
        name: input.name,
        description: input.description,
        subject: input.subject,
        searchText: searchFold(`${input.name}\n${input.description}`),
        maxMembers: input.maxMembers,
        isPublic: input.visibility === 'public',
        isTemporary: input.lifetime === 'temporary',
        // Whoever keeps a room open that was nobody's owns it.
        ...(input.lifetime === 'kept' && {
          createdById: sql`case when ${hasNoOwner} then ${viewer.id} else ${rooms.createdById} end`,
        }),
        lastRevision: nextRevision,
        lastActivityAt: now,
      })
      .where(
        and(eq(rooms.id, room.id), mayRun(viewer.id, 'changeSettings'), lte(rooms.activeMembers, input.maxMembers)),
      )
      .returning()
    return held
  })
  if (!changed) throw fieldError('maxMembers', 'More people than that are in the room now.')
  await publishRoomChanged(changed)
}

/** A room that is kept open already stays so, however many there are. */
async function mustBeAbleToKeep(tx: Tx, viewer: Viewer, roomId: string): Promise<void> {
  await lockRow(tx, 'users', viewer.id)
  const [room] = await tx.select({ isTemporary: rooms.isTemporary }).from(rooms).where(eq(rooms.id, roomId))
  if (!room?.isTemporary) return
  if (!(await canKeepAnother(tx, viewer.id, roomId))) throw fieldError('lifetime', tooManyKeptRooms)
}

/**
 * Lets nobody else in, or lets people in again. Those inside stay, and come back after losing their connection; the owner
 * always comes in. The last one out lifts it.
 */
export async function lockRoom(viewer: Viewer, input: { code: string; isLocked: boolean }, now: Date): Promise<void> {
  const room = await roomToRun(viewer, input.code, 'moderate', now)
  const change = { isLocked: input.isLocked, lastRevision: nextRevision }
  await publishRoomChanged(
    await transaction((tx) => holdToRun(tx, viewer, { roomId: room.id, verb: 'moderate' }, change)),
  )
}

type Member = { code: string; personId: string }

/** Hands the room over to somebody who sits in it: the owner gives them the room, any other host only their own place. */
export async function transferHost(viewer: Viewer, { code, personId }: Member, now: Date): Promise<void> {
  const room = await roomToRun(viewer, code, 'moderate', now)
  const changed = await transaction(async (tx) => {
    await lockRow(tx, 'users', personId)
    const held = await holdToRun(tx, viewer, { roomId: room.id, verb: 'moderate' }, { lastActivityAt: now })
    const seat = seatOf(room.id, personId)
    const isGivenAway = ownerOf(held) === viewer.id
    if (isGivenAway && personId !== viewer.id && !(await canKeepAnother(tx, personId, room.id)))
      throw new AppError('conflict', `They already keep ${roomLimits.keptRoomsAPerson} rooms open.`)
    const [taken] = await tx
      .update(memberships)
      .set(isGivenAway ? { mutedUntil: null } : { isActive: true })
      .where(seat)
      .returning({ id: memberships.id })
    if (!taken) throw new AppError('conflict', 'They have just left.')
    const [handedOver] = await tx
      .update(rooms)
      .set({ hostId: personId, ...(isGivenAway && { createdById: personId }), lastRevision: nextRevision })
      .where(eq(rooms.id, room.id))
      .returning()
    // An owner has their word back, which is more than a role.
    return { room: handedOver ?? held, change: isGivenAway ? null : ({ kind: 'role' } as const) }
  })
  await announcePeople(changed.room, changed.change)
}

const seatOf = (roomId: string, personId: string) =>
  and(eq(memberships.roomId, roomId), eq(memberships.userId, personId), isSeated)

/** Keeps somebody from writing, or lets them again. It outlasts leaving and coming back. */
export async function muteMember(viewer: Viewer, input: Member & { isMuted: boolean }, now: Date): Promise<void> {
  const room = await roomToRun(viewer, input.code, 'moderate', now)
  mustBeSomebodyElse(viewer, input.personId)
  const changed = await transaction(async (tx) => {
    const change = { lastActivityAt: now, lastRevision: nextRevision }
    const held = await holdToRun(tx, viewer, { roomId: room.id, verb: 'moderate' }, change)
    mustNotBeOwner(held, input.personId)
    await tx
      .update(memberships)
      .set({ mutedUntil: input.isMuted ? after(now, muteLastsMs) : null })
      .where(seatOf(room.id, input.personId))
    const { personId, isMuted } = input
    return { room: held, change: await audible(tx, room.id, personId, { kind: 'muted', personId, isMuted }) }
  })
  await announcePeople(changed.room, changed.change)
}

function mustBeSomebodyElse(viewer: Viewer, personId: string): void {
  if (personId === viewer.id) throw new AppError('invalid', 'You can’t do that to yourself.')
}

function mustNotBeOwner(room: RoomRow, personId: string): void {
  if (ownerOf(room) === personId) throw new AppError('conflict', 'They own this room.')
}

/** Removes somebody from the room, or bans them; whoever has left already can still be banned. */
export async function removeMember(viewer: Viewer, input: Member & { isBanned: boolean }, now: Date): Promise<void> {
  const room = await roomToRun(viewer, input.code, 'moderate', now)
  mustBeSomebodyElse(viewer, input.personId)
  const left = await transaction((tx) => endSeat(tx, viewer, room, input, now))
  if (left) await announceMove(left)
}

/** Null when they had gone already. */
async function endSeat(
  tx: Tx,
  viewer: Viewer,
  room: Room,
  { personId, isBanned }: { personId: string; isBanned: boolean },
  now: Date,
): Promise<Departure | null> {
  const held = await holdToRun(tx, viewer, { roomId: room.id, verb: 'moderate' }, { lastActivityAt: now })
  mustNotBeOwner(held, personId)
  const left = await leaveSeat(tx, personId, held, { now, leftAt: now, endedBy: 'removed' })
  if (!left && !isBanned) throw new AppError('conflict', 'They have just left.')
  if (isBanned) {
    const [known] = await tx.select({ id: users.id }).from(users).where(eq(users.id, personId))
    if (!known) throw new AppError('not-found')
    await tx
      .insert(bans)
      .values({ roomId: room.id, userId: personId, bannedById: viewer.id, createdAt: now })
      .onConflictDoNothing()
  }
  return left && departureOf(tx, { before: held, room: left, personIds: [personId] })
}

export type Ban = { id: string; username: string; at: string }

/** Those bans of a room that this person may lift: all of them, or the ones they set while they stand in. */
const bansFor = (viewer: Viewer, room: Pick<Room, 'id' | 'role'>) =>
  and(eq(bans.roomId, room.id), can(room.role, 'manageBans') ? undefined : eq(bans.bannedById, viewer.id))

/** Who may not come back, the newest first. For the host. */
export async function listBans(viewer: Viewer, code: string, now: Date): Promise<Ban[]> {
  const room = await roomToRun(viewer, code, 'moderate', now)
  const rows = await db
    .select({ id: users.id, username: users.username, at: bans.createdAt })
    .from(bans)
    .innerJoin(users, eq(users.id, bans.userId))
    .where(bansFor(viewer, room))
    .orderBy(desc(bans.createdAt))
  return rows.map((ban) => ({ ...ban, at: ban.at.toISOString() }))
}

/** Lets somebody come back. */
export async function liftBan(viewer: Viewer, { code, personId }: Member, now: Date): Promise<void> {
  const room = await roomToRun(viewer, code, 'moderate', now)
  await transaction(async (tx) => {
    const held = await holdToRun(tx, viewer, { roomId: room.id, verb: 'moderate' }, { lastActivityAt: now })
    await tx
      .delete(bans)
      .where(and(bansFor(viewer, { id: room.id, role: roleOf(held, viewer.id) }), eq(bans.userId, personId)))
  })
}

/** Closes the room for everybody: it is gone, with what was said in it. What people studied stays theirs. */
export async function closeRoom(viewer: Viewer, code: string, now: Date): Promise<void> {
  const room = await roomToRun(viewer, code, 'close', now)
  const closed = await transaction(async (tx) => {
    const held = await holdToRun(tx, viewer, { roomId: room.id, verb: 'close' }, { lastActivityAt: now })
    await stopTimer(tx, held, now)
    await tx
      .update(stays)
      .set({ leftAt: now })
      .where(and(eq(stays.roomId, room.id), isNull(stays.leftAt)))
    await deleteMentionNotices(tx, eq(mentionIn.roomId, room.id))
    await tx.delete(rooms).where(eq(rooms.id, room.id))
    return held
  })
  await publishToRoom(closed, 'room.closed', {})
}
