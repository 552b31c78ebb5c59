import 'server-only'
import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, or } from 'drizzle-orm'
import { db, type Tx, transaction } from '@/db/client'
import { isSeated } from '@/db/conditions'
import { memberships, rooms } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { forEachConcurrently } from '@/lib/concurrency'
import { log } from '@/lib/log'
import { parseChannel, roomChannel } from '@/lib/realtime/channels'
import { listOccupied, listPresent } from '@/lib/realtime/presence'
import type { PresenceEvent } from '@/lib/realtime/webhook'
import { closedTabGraceMs, seatGraceMs, unseenSince } from '@/lib/rooms/rules'
import { after, secondMs } from '@/lib/time'
import { announceMove, announcePeople, audible, departureOf, nextRevision, personIn, type RoomRow } from './announce'
import { leaveSeat } from './leave'

/**
 * Notes what the realtime server reports: the grace begins when somebody's last connection is gone, and ends when one
 * is back. An event about an older version of a channel means nothing: everybody is moving to the new one.
 */
export async function notePresence(events: readonly PresenceEvent[], now: Date): Promise<void> {
  for (const { kind, channel: name, userId } of events) {
    const channel = parseChannel(name)
    if (channel?.kind !== 'room') continue
    const current = db
      .select({ id: rooms.id })
      .from(rooms)
      .where(and(eq(rooms.id, channel.id), eq(rooms.channelVersion, channel.version)))
    const seat = and(
      eq(memberships.userId, userId),
      isSeated,
      inArray(memberships.roomId, current),
      // A second report of the same departure does not make the grace longer.
      kind === 'left' ? isNull(memberships.goneSince) : undefined,
    )
    const change = kind === 'left' ? { goneSince: now } : backAt(now)
    await transaction((tx) => tx.update(memberships).set(change).where(seat))
  }
}

const backAt = (now: Date) => ({ goneSince: null, status: 'here' as const, lastSeenAt: now })

/**
 * Somebody's page in a room was closed or reloaded, as the page itself said while it went. The grace is short: a reload
 * is back at once. Another tab of theirs keeps the seat, for the connections are asked before it is freed.
 */
export async function noteTabClosed(viewer: Viewer, code: string, now: Date): Promise<void> {
  const room = db.select({ id: rooms.id }).from(rooms).where(eq(rooms.code, code))
  const seat = and(eq(memberships.userId, viewer.id), isSeated, inArray(memberships.roomId, room))
  await transaction((tx) => tx.update(memberships).set({ goneSince: now, status: 'away' }).where(seat))
}

/**
 * Somebody listens to a room again: no report tells of those who were back before their departure was reported. Who was
 * away for so long that the others no longer saw them at the table is announced like somebody who sits down.
 */
export async function noteReturn(viewer: Viewer, roomId: string, now: Date): Promise<void> {
  const gone = and(seatOf({ roomId, userId: viewer.id }), isNotNull(memberships.goneSince))
  const [seat] = await db.select({ id: memberships.id }).from(memberships).where(gone)
  if (!seat) return
  const back = await transaction((tx) => comeBack(tx, viewer, roomId, now))
  if (back) await announcePeople(back.room, back.change)
}

/** Null unless there is something to announce. The room's row first, as wherever a seat changes. */
async function comeBack(tx: Tx, viewer: Viewer, roomId: string, now: Date) {
  const seat = and(seatOf({ roomId, userId: viewer.id }), isSeated)
  const wasUnseen = and(seat, lte(memberships.goneSince, unseenSince(now)))
  const unseen = tx.select({ roomId: memberships.roomId }).from(memberships).where(wasUnseen)
  const [room] = await tx
    .update(rooms)
    .set({ lastRevision: nextRevision })
    .where(and(eq(rooms.id, roomId), inArray(rooms.id, unseen)))
    .returning()
  const [back] = await tx
    .update(memberships)
    .set(backAt(now))
    .where(and(seat, isNotNull(memberships.goneSince)))
    .returning()
  if (!room || !back) return null
  const person = personIn(room, viewer, back, now)
  return { room, change: await audible(tx, roomId, viewer.id, { kind: 'returned', person }) }
}

/** Seats whose grace is over. */
const isOverdue = (now: Date) =>
  and(
    isSeated,
    or(
      lte(memberships.goneSince, after(now, -seatGraceMs)),
      and(eq(memberships.status, 'away'), lte(memberships.goneSince, after(now, -closedTabGraceMs))),
    ),
  )

/** Seats looked at in one run; the next run sees to the rest. */
const maxSeats = 500

/**
 * Who is not on a channel that a room moved to less long ago than this may be on the way, and would be taken for gone. Not
 * who has been missing for longer than the grace and a move: otherwise comings and goings would keep their seats taken.
 */
const moveTakesMs = 10 * secondMs

const isSettled = (now: Date) => or(isNull(rooms.channelMovedAt), lte(rooms.channelMovedAt, after(now, -moveTakesMs)))

/**
 * Frees the seats of people who have been gone for longer than the grace. Asks the realtime server before, for a report
 * may have been lost; when it does not answer, nobody loses a seat. Answers how many were freed.
 * @param of only in this room, or only of this person
 */
export async function freeGoneSeats(now: Date, of: { roomId?: string; userId?: string } = {}): Promise<number> {
  const gone = await db
    .select({ userId: memberships.userId, roomId: rooms.id, channelVersion: rooms.channelVersion })
    .from(memberships)
    .innerJoin(rooms, eq(rooms.id, memberships.roomId))
    .where(
      and(
        isOverdue(now),
        or(isSettled(now), lte(memberships.goneSince, after(now, -(seatGraceMs + moveTakesMs)))),
        of.roomId ? eq(memberships.roomId, of.roomId) : undefined,
        of.userId ? eq(memberships.userId, of.userId) : undefined,
      ),
    )
    .orderBy(asc(memberships.goneSince))
    .limit(maxSeats)
  let freed = 0
  await forEachRoom(gone, async (id, { version, userIds }) => {
    const present = await listPresent(roomChannel(id, version))
    if (!present) return
    for (const userId of userIds.filter((userId) => present.has(userId))) await welcomeBack({ roomId: id, userId }, now)
    const absent = userIds.filter((userId) => !present.has(userId))
    // Two steps: what `freed` was before the wait is old by then.
    const more = await freeSeats(id, absent, now)
    freed += more
  })
  return freed
}

/** Rooms asked about at once, and for how long rooms are asked about; the next run sees to the rest. */
const presenceBounds = { maxConcurrent: 10, budgetMs: 15 * secondMs }

type SeatsOfRoom = { version: number; userIds: string[] }

/** Several rooms at a time: each of them waits for the realtime server. One that fails is logged and stops no other. */
const forEachRoom = (
  seats: readonly (Seat & { channelVersion: number })[],
  work: (roomId: string, seats: SeatsOfRoom) => Promise<void>,
): Promise<number> =>
  forEachConcurrently(
    [...byRoom(seats)],
    { ...presenceBounds, onError: (error, [roomId]) => log.error('rooms.presence.failed', { roomId, error }) },
    ([roomId, seatsOfRoom]) => work(roomId, seatsOfRoom),
  )

function byRoom(seats: readonly (Seat & { channelVersion: number })[]): Map<string, SeatsOfRoom> {
  const found = new Map<string, SeatsOfRoom>()
  for (const { roomId, userId, channelVersion: version } of seats) {
    const room = found.get(roomId) ?? { version, userIds: [] }
    room.userIds.push(userId)
    found.set(roomId, room)
  }
  return found
}

type Seat = { userId: string; roomId: string }

const seatOf = ({ roomId, userId }: Seat) => and(eq(memberships.roomId, roomId), eq(memberships.userId, userId))

const welcomeBack = (seat: Seat, now: Date) =>
  transaction((tx) => tx.update(memberships).set(backAt(now)).where(seatOf(seat)))

/** Frees these seats of one room, with one move to a new channel for all. */
async function freeSeats(roomId: string, userIds: readonly string[], now: Date): Promise<number> {
  if (userIds.length === 0) return 0
  const { departure, freed } = await transaction(async (tx) => {
    const [before] = await tx.update(rooms).set({ lastActivityAt: now }).where(eq(rooms.id, roomId)).returning()
    let room: RoomRow | undefined = before
    const freed: string[] = []
    for (const userId of userIds) {
      // They may have come back, or left, between the look and the lock.
      const [still] = await tx
        .select({ goneSince: memberships.goneSince })
        .from(memberships)
        .where(and(seatOf({ roomId, userId }), isOverdue(now)))
      if (!room || !still?.goneSince) continue
      const without = await leaveSeat(tx, userId, room, { now, leftAt: still.goneSince, endedBy: 'lost' })
      if (!without) continue
      room = without
      freed.push(userId)
    }
    const departure = before && room && freed.length > 0 && (await departureOf(tx, { before, room, personIds: freed }))
    return { departure, freed: freed.length }
  })
  if (departure) await announceMove(departure)
  return freed
}

/**
 * Compares the seats with the connections of the whole house: for reports that were lost, and for people who took a
 * seat and never connected. Whoever has a seat and no connection begins their grace; whoever is back ends it.
 */
export async function reconcilePresence(now: Date): Promise<number> {
  const occupied = await listOccupied()
  if (!occupied) return 0
  const seats = await db
    .select({ roomId: rooms.id, channelVersion: rooms.channelVersion, userId: memberships.userId })
    .from(memberships)
    .innerJoin(rooms, eq(rooms.id, memberships.roomId))
    .where(and(isSeated, isNull(memberships.goneSince), gt(rooms.activeMembers, 0), isSettled(now)))
  let missing = 0
  await forEachRoom(seats, async (roomId, { version, userIds: taken }) => {
    const channel = roomChannel(roomId, version)
    const connected = occupied.get(channel) ?? 0
    if (connected >= taken.length) return
    const users = connected === 0 ? new Set<string>() : await listPresent(channel)
    if (!users) return
    const absent = taken.filter((userId) => !users.has(userId))
    if (absent.length === 0) return
    missing += absent.length
    await transaction((tx) =>
      tx
        .update(memberships)
        .set({ goneSince: now })
        .where(and(eq(memberships.roomId, roomId), inArray(memberships.userId, absent), isNull(memberships.goneSince))),
    )
  })
  if (missing > 0) log.info('rooms.presence.reconciled', { missing })
  return missing
}
