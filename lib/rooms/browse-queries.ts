import 'server-only'
import { and, desc, eq, isNull, lt, or, type SQL } from 'drizzle-orm'
import { db } from '@/db/client'
import { isSeated } from '@/db/conditions'
import { bans, memberships, rooms, roomTimers } from '@/db/schema'
import { contains, countAll } from '@/db/sql'
import type { Viewer } from '@/lib/accounts/viewer'
import { isOwnedBy } from './hosting/kept-rooms'
import { isOpen, mine } from './queries'
import type { Subject } from './rules'
import type { BrowseRoomsInput } from './schemas'
import { activityText } from './timer/rules'
import { toTimer } from './timer/timer-row'
import type { RoomCard } from './views'

export const roomsPerPage = 12

/** Counting stops here: nobody turns more pages, and the cost of the list does not grow with the house. */
const maxCounted = 600

const card = {
  code: rooms.code,
  name: rooms.name,
  description: rooms.description,
  subject: rooms.subject,
  activeMembers: rooms.activeMembers,
  maxMembers: rooms.maxMembers,
  isLocked: rooms.isLocked,
  lastSeq: rooms.lastSeq,
}

/**
 * A page of public rooms; `page` says which one it is: the last there is, when the wanted one lies beyond it (rooms close
 * while people read). Two queries, whatever the number of rooms, and a third one then.
 */
export async function listRooms(
  viewer: Viewer,
  wanted: BrowseRoomsInput,
  now: Date,
): Promise<{ rooms: RoomCard[]; total: number; page: number; pages: number }> {
  const shown = and(
    eq(rooms.isPublic, true),
    isOpen(now),
    or(isNull(bans.userId), isOwnedBy(viewer.id)),
    wanted.q ? contains(rooms.searchText, wanted.q) : undefined,
    wanted.subject ? eq(rooms.subject, wanted.subject) : undefined,
    wanted.seat ? and(lt(rooms.activeMembers, rooms.maxMembers), eq(rooms.isLocked, false)) : undefined,
  )
  const banned = and(eq(bans.roomId, rooms.id), eq(bans.userId, viewer.id))
  const found = db
    .select({ id: rooms.id })
    .from(rooms)
    .leftJoin(bans, banned)
    .where(shown)
    .limit(maxCounted)
    .as('found')
  const readPage = (page: number) =>
    db
      .select({ card, lastReadSeq: memberships.lastReadSeq, timer: roomTimers })
      .from(rooms)
      .leftJoin(memberships, mine(viewer))
      .leftJoin(bans, banned)
      .leftJoin(roomTimers, eq(roomTimers.roomId, rooms.id))
      .where(shown)
      .orderBy(...orders[wanted.sort])
      .limit(roomsPerPage)
      .offset((page - 1) * roomsPerPage)
  const [rows, [counted]] = await Promise.all([readPage(wanted.page), db.select({ total: countAll() }).from(found)])
  const total = counted?.total ?? 0
  const pages = Math.max(1, Math.ceil(total / roomsPerPage))
  const page = Math.min(wanted.page, pages)
  const cards = page === wanted.page ? rows : await readPage(page)
  return { rooms: cards.map((row) => toCard(row, now)), total, page, pages }
}

/** The rooms a person is in now, newest activity first; private ones too. */
export async function listMyRooms(viewer: Viewer, now: Date): Promise<RoomCard[]> {
  const rows = await db
    .select({ card, lastReadSeq: memberships.lastReadSeq, timer: roomTimers })
    .from(memberships)
    .innerJoin(rooms, eq(rooms.id, memberships.roomId))
    .leftJoin(roomTimers, eq(roomTimers.roomId, rooms.id))
    .where(and(eq(memberships.userId, viewer.id), isSeated, isOpen(now)))
    .orderBy(desc(rooms.lastActivityAt))
    .limit(roomsPerPage)
  return rows.map((row) => toCard(row, now))
}

const orders: Record<BrowseRoomsInput['sort'], SQL[]> = {
  busy: [desc(rooms.activeMembers), desc(rooms.lastActivityAt), desc(rooms.id)],
  recent: [desc(rooms.lastActivityAt), desc(rooms.id)],
  new: [desc(rooms.createdAt), desc(rooms.id)],
}

type CardRow = {
  card: Omit<RoomCard, 'isMember' | 'subject' | 'activity' | 'unread'> & { subject: string; lastSeq: number }
  lastReadSeq: number | null
  timer: typeof roomTimers.$inferSelect | null
}

function toCard({ card: { lastSeq, subject, ...room }, lastReadSeq, timer }: CardRow, now: Date): RoomCard {
  return {
    ...room,
    subject: subject as Subject,
    isMember: lastReadSeq !== null,
    activity: timer && activityText(toTimer(timer), now.getTime()),
    unread: lastReadSeq === null ? 0 : Math.max(0, lastSeq - lastReadSeq),
  }
}
