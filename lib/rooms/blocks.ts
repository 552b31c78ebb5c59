import 'server-only'
import { type AnyColumn, and, desc, eq, or } from 'drizzle-orm'
import { db, type Reader } from '@/db/client'
import { isSeated } from '@/db/conditions'
import { blocks, memberships, users } from '@/db/schema'
import { blockedEitherWay } from '@/lib/accounts/blocks'
import type { Viewer } from '@/lib/accounts/viewer'

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

/** Whom a person has blocked, the newest first. Who has blocked them is nobody's business. */
export function listBlocked(viewer: Viewer): Promise<{ id: string; username: string }[]> {
  return db
    .select({ id: users.id, username: users.username })
    .from(blocks)
    .innerJoin(users, eq(users.id, blocks.blockedId))
    .where(eq(blocks.blockerId, viewer.id))
    .orderBy(desc(blocks.createdAt), desc(users.id))
}
