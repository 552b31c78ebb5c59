import 'server-only'
import { type AnyColumn, and, eq, or } from 'drizzle-orm'
import type { Reader } from '@/db/client'
import { isSeated } from '@/db/conditions'
import { blocks, memberships } from '@/db/schema'
import { blockedEitherWay } from '@/lib/accounts/blocks'

/**
 * Does anybody in the room stand behind a block from one of these people? Then what they said or did does not go out on
 * the channel, which everybody hears: each browser asks for what its own person may see.
 */
export async function hasBlockIn(
  reader: Pick<Reader, 'select'>,
  personIds: readonly string[],
  roomId: string,
): Promise<boolean> {
  if (personIds.length === 0) return false
  const inRoom = (column: AnyColumn) => and(eq(memberships.userId, column), eq(memberships.roomId, roomId), isSeated)
  const [row] = await reader
    .select({ id: memberships.id })
    .from(blocks)
    .innerJoin(memberships, or(inRoom(blocks.blockerId), inRoom(blocks.blockedId)))
    .where(blockedEitherWay(memberships.userId, personIds))
    .limit(1)
  return row !== undefined
}
