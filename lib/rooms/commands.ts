import 'server-only'
import { inArray, lte } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { lockRow } from '@/db/lock'
import { jobRuns, memberships, rooms, roomTimers, stays } from '@/db/schema'
import { searchFold } from '@/db/search-fold'
import { isUniqueViolation } from '@/db/sql'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError, fieldError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { log } from '@/lib/log'
import { newRoomCode } from './code'
import { canKeepAnother, tooManyKeptRooms } from './hosting/kept-rooms'
import { deleteMentionNotices, mentionIn } from './messages/mention-notices'
import type { CreateRoomInput } from './schemas'
import { freeGoneSeats } from './seats/presence'
import { refuseTooManySeats } from './seats/three-rooms'

/** Two fresh codes clash once in hundreds of millions; five clashes mean something else is wrong. */
const codeTries = 5

/**
 * Opens a room; whoever opens it is its host and sits in it. Answers its code.
 * @throws AppError `unverified`; `conflict` for people who sit in three rooms already; beside `lifetime` for those who keep
 * as many rooms open as one person may.
 */
export async function createRoom(viewer: Viewer, input: CreateRoomInput, now: Date): Promise<{ code: string }> {
  if (!viewer.isVerified) throw new AppError('unverified')
  await freeGoneSeats(now, { userId: viewer.id })
  for (let attempt = 1; ; attempt++) {
    const code = newRoomCode()
    try {
      await transaction((tx) => insertRoom(tx, viewer, code, input, now))
      return { code }
    } catch (error) {
      if (attempt === codeTries || !isUniqueViolation(error, 'rooms_code', 'rooms.code')) throw error
    }
  }
}

async function insertRoom(tx: Tx, viewer: Viewer, code: string, input: CreateRoomInput, now: Date): Promise<void> {
  const id = newId()
  await lockRow(tx, 'users', viewer.id)
  if (input.lifetime === 'kept' && !(await canKeepAnother(tx, viewer.id, id)))
    throw fieldError('lifetime', tooManyKeptRooms)
  await tx.insert(rooms).values({
    id,
    code,
    name: input.name,
    description: input.description,
    subject: input.subject,
    searchText: searchFold(`${input.name}\n${input.description}`),
    createdById: viewer.id,
    hostId: viewer.id,
    maxMembers: input.maxMembers,
    activeMembers: 1,
    isPublic: input.visibility === 'public',
    isTemporary: input.lifetime === 'temporary',
    lastActivityAt: now,
    createdAt: now,
  })
  await tx
    .insert(memberships)
    .values({ id: newId(), roomId: id, userId: viewer.id, isActive: true, joinedAt: now, lastSeenAt: now })
  await refuseTooManySeats(tx, viewer.id, id)
  await tx.insert(stays).values({ id: newId(), roomId: id, userId: viewer.id, joinedAt: now })
  await tx.insert(roomTimers).values({ roomId: id, updatedAt: now })
}

/**
 * Deletes the rooms whose time is up, with the notices of what was said in them, and writes down how many. One statement
 * holds them: running it twice at once deletes each room once. Somebody who joined in the meantime has cleared the
 * expiry, and the room stays.
 */
export async function deleteExpiredRooms(now: Date): Promise<number> {
  const codes = await transaction(async (tx) => {
    const held = await tx
      .update(rooms)
      .set({ expiresAt: now })
      .where(lte(rooms.expiresAt, now))
      .returning({ id: rooms.id })
    if (held.length === 0) return []
    const ids = held.map(({ id }) => id)
    await deleteMentionNotices(tx, inArray(mentionIn.roomId, ids))
    const gone = await tx.delete(rooms).where(inArray(rooms.id, ids)).returning({ code: rooms.code })
    // Runs that found nothing are many, and say nothing.
    if (gone.length > 0)
      await tx
        .insert(jobRuns)
        .values({ id: newId(), job: 'rooms', startedAt: now, finishedAt: new Date(), affected: gone.length })
    return gone
  })
  if (codes.length > 0) log.info('rooms.expired', { deleted: codes.length })
  return codes.length
}
