import 'server-only'
import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, or } from 'drizzle-orm'
import { db, transaction } from '@/db/client'
import { memberships, rooms } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { log } from '@/lib/log'
import { parseChannel, roomChannel } from '@/lib/realtime/channels'
import { listOccupied, listPresent } from '@/lib/realtime/presence'
import type { PresenceNews } from '@/lib/realtime/webhook'
import { after } from '@/lib/time'
import { closedTabGraceMs, seatGraceMs } from './rules'
import { announceSeat, standUp } from './seats'

/**
 * Notes what the realtime server reports: the grace begins when somebody's last connection is gone, and ends when one
 * is back. News about an older version of a channel means nothing: everybody is moving to the new one.
 */
export async function notePresence(news: readonly PresenceNews[], now: Date): Promise<void> {
  for (const { kind, channel: name, userId } of news) {
    const channel = parseChannel(name)
    if (channel?.kind !== 'room') continue
    const current = db
      .select({ id: rooms.id })
      .from(rooms)
      .where(and(eq(rooms.id, channel.roomId), eq(rooms.channelVersion, channel.version)))
    const seat = and(
      eq(memberships.userId, userId),
      eq(memberships.isActive, true),
      inArray(memberships.roomId, current),
      // A second report of the same departure does not make the grace longer.
      kind === 'went' ? isNull(memberships.goneSince) : undefined,
    )
    const change = kind === 'went' ? { goneSince: now } : backAt(now)
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
  const seat = and(eq(memberships.userId, viewer.id), eq(memberships.isActive, true), inArray(memberships.roomId, room))
  await transaction((tx) => tx.update(memberships).set({ goneSince: now, status: 'away' }).where(seat))
}

/** Somebody listens to a room again: no report tells of those who were back before their departure was reported. */
export async function noteReturn(viewer: Viewer, roomId: string, now: Date): Promise<void> {
  const gone = and(seatOf({ roomId, userId: viewer.id }), isNotNull(memberships.goneSince))
  const [seat] = await db.select({ id: memberships.id }).from(memberships).where(gone)
  if (seat) await transaction((tx) => tx.update(memberships).set(backAt(now)).where(gone))
}

/** Seats whose grace is over. */
const isOverdue = (now: Date) =>
  and(
    eq(memberships.isActive, true),
    or(
      lte(memberships.goneSince, after(now, -seatGraceMs)),
      and(eq(memberships.status, 'away'), lte(memberships.goneSince, after(now, -closedTabGraceMs))),
    ),
  )

/** Seats looked at in one run; the next run sees to the rest. */
const mostSeats = 500

/**
 * Frees the seats of people who have been gone for longer than the grace. Asks the realtime server before each one, for
 * a report may have been lost; when it does not answer, nobody loses a seat. Answers how many were freed.
 * @param roomId only in this room
 */
export async function freeGoneSeats(now: Date, roomId?: string): Promise<number> {
  const gone = await db
    .select({ userId: memberships.userId, roomId: rooms.id, channelVersion: rooms.channelVersion })
    .from(memberships)
    .innerJoin(rooms, eq(rooms.id, memberships.roomId))
    .where(and(isOverdue(now), roomId ? eq(memberships.roomId, roomId) : undefined))
    .orderBy(asc(memberships.goneSince))
    .limit(mostSeats)
  const present = await presentIn(gone)
  let freed = 0
  for (const seat of gone) {
    const there = present.get(seat.roomId)
    if (!there) continue
    if (there.has(seat.userId)) await welcomeBack(seat, now)
    else if (await freeSeat(seat, now)) freed++
  }
  return freed
}

type Seat = { userId: string; roomId: string }

/** The people connected to each of these rooms; a room is missing when nobody could say. */
async function presentIn(seats: readonly (Seat & { channelVersion: number })[]): Promise<Map<string, Set<string>>> {
  const channels = new Map(seats.map(({ roomId, channelVersion }) => [roomId, roomChannel(roomId, channelVersion)]))
  const present = new Map<string, Set<string>>()
  for (const [id, channel] of channels) {
    const users = await listPresent(channel)
    if (users) present.set(id, users)
  }
  return present
}

const seatOf = ({ roomId, userId }: Seat) => and(eq(memberships.roomId, roomId), eq(memberships.userId, userId))

const welcomeBack = (seat: Seat, now: Date) =>
  transaction((tx) => tx.update(memberships).set(backAt(now)).where(seatOf(seat)))

async function freeSeat(seat: Seat, now: Date): Promise<boolean> {
  const room = await transaction(async (tx) => {
    const [held] = await tx.update(rooms).set({ lastActivityAt: now }).where(eq(rooms.id, seat.roomId)).returning()
    // They may have come back, or left, between the look and the lock.
    const [still] = await tx
      .select({ goneSince: memberships.goneSince })
      .from(memberships)
      .where(and(seatOf(seat), isOverdue(now)))
    return held && still?.goneSince ? standUp(tx, seat.userId, held, { now, leftAt: still.goneSince }) : null
  })
  if (room) await announceSeat(room, seat.userId, 'left')
  return room !== null
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
    .where(and(eq(memberships.isActive, true), isNull(memberships.goneSince), gt(rooms.activeMembers, 0)))
  const byRoom = new Map<string, typeof seats>()
  for (const seat of seats) byRoom.set(seat.roomId, [...(byRoom.get(seat.roomId) ?? []), seat])
  let missing = 0
  for (const [roomId, taken] of byRoom) {
    const channel = roomChannel(roomId, taken[0]?.channelVersion ?? 0)
    const connected = occupied.get(channel) ?? 0
    if (connected >= taken.length) continue
    const users = connected === 0 ? new Set<string>() : await listPresent(channel)
    if (!users) continue
    const absent = taken.filter(({ userId }) => !users.has(userId)).map(({ userId }) => userId)
    if (absent.length === 0) continue
    missing += absent.length
    await transaction((tx) =>
      tx
        .update(memberships)
        .set({ goneSince: now })
        .where(and(eq(memberships.roomId, roomId), inArray(memberships.userId, absent), isNull(memberships.goneSince))),
    )
  }
  if (missing > 0) log.info('rooms.presence.reconciled', { missing })
  return missing
}
