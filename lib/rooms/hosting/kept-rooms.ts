import 'server-only'
import { and, eq, isNull, ne, or, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { rooms } from '@/db/schema'
import { countAll } from '@/db/sql'
import { can, type RoomVerb, roomLimits } from '@/lib/rooms/rules'

/** The room is kept open and theirs: {@link ownerOf} for a `where`. */
export const isOwnedBy = (personId: string) => and(eq(rooms.isTemporary, false), eq(rooms.createdById, personId))

/** The room belongs to nobody: it is temporary, or its owner is gone for good. */
export const hasNoOwner = or(eq(rooms.isTemporary, true), isNull(rooms.createdById))

/** The room lets this person do that, as one who sits in it: {@link roleOf} and {@link can} for a `where`. */
export function mayRun(personId: string, verb: RoomVerb): SQL | undefined {
  const isHost = eq(rooms.hostId, personId)
  return or(isOwnedBy(personId), can('acting', verb) ? isHost : and(isHost, hasNoOwner))
}

/**
 * May this person keep one more room open, beside `roomId`? Called in a transaction that holds the person (`lockRow`), so
 * that two rooms kept in the same instant are counted one after the other.
 */
export async function canKeepAnother(tx: Tx, personId: string, roomId: string): Promise<boolean> {
  const [kept] = await tx
    .select({ count: countAll() })
    .from(rooms)
    .where(and(isOwnedBy(personId), ne(rooms.id, roomId)))
  return (kept?.count ?? 0) < roomLimits.keptRoomsAPerson
}

/** Said beside the choice of how long a room stays. */
export const tooManyKeptRooms = `You already keep ${roomLimits.keptRoomsAPerson} rooms open. Close one of them first, or choose “For today”.`
