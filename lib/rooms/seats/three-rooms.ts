import 'server-only'
import { and, asc, eq, ne } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { isSeated } from '@/db/conditions'
import { memberships, rooms } from '@/db/schema'
import { AppError } from '@/lib/errors'
import { locale } from '@/lib/format'
import { roomLimits } from '@/lib/rooms/rules'

/**
 * Called with the new seat in place, in a transaction that holds its person.
 * @throws AppError `conflict` when it is one more than a person may have; names the others.
 */
export async function refuseTooManySeats(tx: Tx, userId: string, newRoomId: string): Promise<void> {
  const others = await tx
    .select({ name: rooms.name })
    .from(memberships)
    .innerJoin(rooms, eq(rooms.id, memberships.roomId))
    .where(and(eq(memberships.userId, userId), isSeated, ne(memberships.roomId, newRoomId)))
    .orderBy(asc(memberships.joinedAt), asc(memberships.id))
  if (others.length < roomLimits.seatsAPerson) return
  const names = new Intl.ListFormat(locale, { type: 'disjunction' }).format(others.map(({ name }) => name))
  throw new AppError('conflict', `You're in three rooms already. Leave one first: ${names}.`)
}
