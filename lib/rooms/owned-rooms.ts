import 'server-only'
import { and, eq, isNull, or, type SQL } from 'drizzle-orm'
import { rooms } from '@/db/schema'
import { can, type RoomVerb } from './rules'

/** The room is kept open and theirs: {@link ownerOf} for a `where`. */
export const isOwnedBy = (personId: string) => and(eq(rooms.isTemporary, false), eq(rooms.createdById, personId))

/** The room belongs to nobody: it is temporary, or its owner is gone for good. */
export const hasNoOwner = or(eq(rooms.isTemporary, true), isNull(rooms.createdById))

/** The room lets this person do that, as one who sits in it: {@link roleOf} and {@link can} for a `where`. */
export function mayRun(personId: string, verb: RoomVerb): SQL | undefined {
  const isHost = eq(rooms.hostId, personId)
  return or(isOwnedBy(personId), can('acting', verb) ? isHost : and(isHost, hasNoOwner))
}
