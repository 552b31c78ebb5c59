import 'server-only'
import { and, asc, eq, gt, inArray, isNull, lte } from 'drizzle-orm'
import { db, transaction } from '@/db/client'
import { memberships, rooms } from '@/db/schema'
import { log } from '@/lib/log'
import { parseChannel, roomChannel } from '@/lib/realtime/channels'
import { listOccupied, listPresent } from '@/lib/realtime/presence'
import type { PresenceNews } from '@/lib/realtime/webhook'
import { after } from '@/lib/time'
import { seatGraceMs } from './rules'
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
    const change = kind === 'went' ? { goneSince: now } : { goneSince: null, lastSeenAt: now }
    await transaction((tx) => tx.update(memberships).set(change).where(seat))
  }
}

/** Seats looked at in one run; the next run sees to the rest. */
const mostSeats = 500

/**
 * Frees the seats of people who have been gone for longer than the grace. Asks the realtime server before each one, for
 * a report may have been lost; when it does not answer, nobody loses a seat. Answers how many were freed.
 * @param roomId only in this room
 */
export async function freeGoneSeats(now: Date, roomId?: string): Promise<number> {
  const cutoff = after(now, -seatGraceMs)
  const gone = await db
    .select({ userId: memberships.userId, roomId: rooms.id, channelVersion: rooms.channelVersion })
    .from(memberships)
    .innerJoin(rooms, eq(rooms.id, memberships.roomId))
    .where(
      and(
        eq(memberships.isActive, true),
        lte(memberships.goneSince, cutoff),
        roomId ? eq(memberships.roomId, roomId) : undefined,
      ),
    )
    .orderBy(asc(memberships.goneSince))
    .limit(mostSeats)
  const present = await presentIn(gone)
  let freed = 0
  for (const seat of gone) {
    const there = present.get(seat.roomId)
    if (!there) continue
    if (there.has(seat.userId)) await welcomeBack(seat, now)
    else if (await freeSeat(seat, cutoff, now)) freed++
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
  transaction((tx) => tx.update(memberships).set({ goneSince: null, lastSeenAt: now }).where(seatOf(seat)))

async function freeSeat(seat: Seat, cutoff: Date, now: Date): Promise<boolean> {
  const room = await transaction(async (tx) => {
    const [held] = await tx.update(rooms).set({ lastActivityAt: now }).where(eq(rooms.id, seat.roomId)).returning()
    // They may have come back, or left, between the look and the lock.
    const [still] = await tx
      .select({ goneSince: memberships.goneSince })
      .from(memberships)
      .where(and(seatOf(seat), eq(memberships.isActive, true), lte(memberships.goneSince, cutoff)))
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
