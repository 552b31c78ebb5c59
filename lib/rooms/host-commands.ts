import 'server-only'
import { and, desc, eq, isNull, lte, sql } from 'drizzle-orm'
import { db, type Tx, transaction } from '@/db/client'
import { bans, memberships, rooms, stays, users } from '@/db/schema'
import { foldCase } from '@/db/sql'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError, fieldError } from '@/lib/errors'
import { roomChannel } from '@/lib/realtime/channels'
import { publish } from '@/lib/realtime/publish'
import { after, dayMs } from '@/lib/time'
import { deleteMentionNotices, mentionIn } from './mention-notices'
import { getRoomAsMember, type Room } from './queries'
import { can, type RoomVerb } from './rules'
import type { ChangeRoomInput } from './schemas'
import { announceSeat, type RoomRow, standUp } from './seats'
import { stopTimer } from './timer-commands'

/** Long enough for every session: muting lasts until it is lifted. */
const muteLastsMs = 365 * dayMs

/** @throws AppError `not-found` for people outside, and for members who may not do that. */
async function roomToRun(viewer: Viewer, code: string, verb: RoomVerb, now: Date): Promise<Room> {
  const room = await getRoomAsMember(viewer, code, now)
  if (!can(room.role, verb)) throw new AppError('not-found')
  return room
}

/** The room's row, held, if this person is its host at this moment. */
async function holdAsHost(tx: Tx, viewer: Viewer, roomId: string, change: Partial<RoomRow>): Promise<RoomRow> {
  const [held] = await tx
    .update(rooms)
    .set(change)
    .where(and(eq(rooms.id, roomId), eq(rooms.hostId, viewer.id)))
    .returning()
  if (!held) throw new AppError('not-found')
  return held
}

const tellChanged = (room: Pick<RoomRow, 'id' | 'channelVersion'>) =>
  publish(roomChannel(room.id, room.channelVersion), 'room.changed', {})

/**
 * Changes name, description, subject, seats, and who finds it. Fewer seats than people is refused: nobody loses a seat
 * to a setting.
 */
export async function changeRoom(viewer: Viewer, input: ChangeRoomInput, now: Date): Promise<void> {
  const room = await roomToRun(viewer, input.code, 'changeSettings', now)
  const changed = await transaction(async (tx) => {
    const [held] = await tx
      .update(rooms)
      .set({
        name: input.name,
        description: input.description,
        subject: input.subject,
        searchText: foldCase(`${input.name}\n${input.description}`),
        maxMembers: input.maxMembers,
        isPublic: input.visibility === 'public',
        isTemporary: input.lifetime === 'temporary',
        lastActivityAt: now,
      })
      .where(and(eq(rooms.id, room.id), eq(rooms.hostId, viewer.id), lte(rooms.activeMembers, input.maxMembers)))
      .returning()
    return held
  })
  if (!changed) throw fieldError('maxMembers', 'More people than that are sitting here now.')
  await tellChanged(changed)
}

/** Lets nobody else in, or lets people in again. Those inside stay, and come back after a short absence. */
export async function lockRoom(viewer: Viewer, input: { code: string; isLocked: boolean }, now: Date): Promise<void> {
  const room = await roomToRun(viewer, input.code, 'moderate', now)
  await tellChanged(await transaction((tx) => holdAsHost(tx, viewer, room.id, { isLocked: input.isLocked })))
}

type Member = { code: string; personId: string }

/** Hands the room over to somebody who sits in it. */
export async function transferHost(viewer: Viewer, { code, personId }: Member, now: Date): Promise<void> {
  const room = await roomToRun(viewer, code, 'moderate', now)
  const changed = await transaction(async (tx) => {
    const held = await holdAsHost(tx, viewer, room.id, { hostId: personId, lastActivityAt: now })
    const [seat] = await tx.select({ id: memberships.id }).from(memberships).where(seatOf(room.id, personId))
    if (!seat) throw new AppError('conflict', 'They have just left.')
    return held
  })
  await tellChanged(changed)
}

const seatOf = (roomId: string, personId: string) =>
  and(eq(memberships.roomId, roomId), eq(memberships.userId, personId), eq(memberships.isActive, true))

/** Keeps somebody from writing, or lets them again. It outlasts leaving and coming back. */
export async function muteMember(viewer: Viewer, input: Member & { isMuted: boolean }, now: Date): Promise<void> {
  const room = await roomToRun(viewer, input.code, 'moderate', now)
  mustBeSomebodyElse(viewer, input.personId)
  const changed = await transaction(async (tx) => {
    const held = await holdAsHost(tx, viewer, room.id, { lastActivityAt: now })
    await tx
      .update(memberships)
      .set({ mutedUntil: input.isMuted ? after(now, muteLastsMs) : null })
      .where(seatOf(room.id, input.personId))
    return held
  })
  await tellChanged(changed)
}

function mustBeSomebodyElse(viewer: Viewer, personId: string): void {
  if (personId === viewer.id) throw new AppError('invalid', 'That works only for other people.')
}

/**
 * Shows somebody the door, for now or for good. The room moves to a new channel in the same transaction, so that
 * nothing said from then on reaches an old authorisation; the others hear on the old one that they should move, and
 * fetch what they missed.
 */
export async function removeMember(viewer: Viewer, input: Member & { isBanned: boolean }, now: Date): Promise<void> {
  const room = await roomToRun(viewer, input.code, 'moderate', now)
  mustBeSomebodyElse(viewer, input.personId)
  const { before, now: moved } = await transaction((tx) => showTheDoor(tx, viewer, room, input, now))
  await Promise.all([
    publish(roomChannel(before.id, before.channelVersion), 'room.changed', {}),
    announceSeat(moved, input.personId, 'left'),
  ])
}

async function showTheDoor(
  tx: Tx,
  viewer: Viewer,
  room: Room,
  { personId, isBanned }: { personId: string; isBanned: boolean },
  now: Date,
): Promise<{ before: RoomRow; now: RoomRow }> {
  const before = await holdAsHost(tx, viewer, room.id, { lastActivityAt: now })
  const left = await standUp(tx, personId, before, { now, leftAt: now })
  if (!left && !isBanned) throw new AppError('conflict', 'They have just left.')
  if (isBanned) {
    const [known] = await tx.select({ id: users.id }).from(users).where(eq(users.id, personId))
    if (!known) throw new AppError('not-found')
    await tx
      .insert(bans)
      .values({ roomId: room.id, userId: personId, bannedById: viewer.id, createdAt: now })
      .onConflictDoNothing()
  }
  const [moved] = await tx
    .update(rooms)
    .set({ channelVersion: sql`${rooms.channelVersion} + 1` })
    .where(eq(rooms.id, room.id))
    .returning()
  if (!moved) throw new AppError('not-found')
  return { before, now: moved }
}

export type Ban = { id: string; username: string; at: string }

/** Who may not come back, the newest first. For the host. */
export async function listBans(viewer: Viewer, code: string, now: Date): Promise<Ban[]> {
  const room = await roomToRun(viewer, code, 'moderate', now)
  const rows = await db
    .select({ id: users.id, username: users.username, at: bans.createdAt })
    .from(bans)
    .innerJoin(users, eq(users.id, bans.userId))
    .where(eq(bans.roomId, room.id))
    .orderBy(desc(bans.createdAt))
  return rows.map((ban) => ({ ...ban, at: ban.at.toISOString() }))
}

/** Lets somebody come back. */
export async function liftBan(viewer: Viewer, { code, personId }: Member, now: Date): Promise<void> {
  const room = await roomToRun(viewer, code, 'moderate', now)
  await transaction(async (tx) => {
    await holdAsHost(tx, viewer, room.id, { lastActivityAt: now })
    await tx.delete(bans).where(and(eq(bans.roomId, room.id), eq(bans.userId, personId)))
  })
}

/** Closes the room for everybody: it is gone, with what was said in it. What people studied stays theirs. */
export async function closeRoom(viewer: Viewer, code: string, now: Date): Promise<void> {
  const room = await roomToRun(viewer, code, 'close', now)
  const closed = await transaction(async (tx) => {
    const held = await holdAsHost(tx, viewer, room.id, { lastActivityAt: now })
    await stopTimer(tx, held, now)
    await tx
      .update(stays)
      .set({ leftAt: now })
      .where(and(eq(stays.roomId, room.id), isNull(stays.leftAt)))
    await deleteMentionNotices(tx, eq(mentionIn.roomId, room.id))
    await tx.delete(rooms).where(eq(rooms.id, room.id))
    return held
  })
  await publish(roomChannel(closed.id, closed.channelVersion), 'room.closed', {})
}
