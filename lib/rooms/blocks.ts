import 'server-only'
import { type AnyColumn, and, desc, eq, inArray, or } from 'drizzle-orm'
import { db, type Reader } from '@/db/client'
import { blocks, memberships, users } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'

/** Who of these people is separated from this one by a block, whoever set it. */
export async function blockedAmong(
  reader: Pick<Reader, 'select'>,
  personId: string,
  others: readonly string[],
): Promise<Set<string>> {
  if (others.length === 0) return new Set()
  const rows = await reader
    .select({ blockerId: blocks.blockerId, blockedId: blocks.blockedId })
    .from(blocks)
    .where(
      or(
        and(eq(blocks.blockerId, personId), inArray(blocks.blockedId, [...others])),
        and(eq(blocks.blockedId, personId), inArray(blocks.blockerId, [...others])),
      ),
    )
  return new Set(rows.map(({ blockerId, blockedId }) => (blockerId === personId ? blockedId : blockerId)))
}

/**
 * Does anybody in the room stand behind a block from this person? Then their words do not go out on the channel, which
 * everybody hears: each browser asks for what its own person may see.
 */
export async function hasBlockIn(reader: Pick<Reader, 'select'>, personId: string, roomId: string): Promise<boolean> {
  const inRoom = (column: AnyColumn) =>
    and(eq(memberships.userId, column), eq(memberships.roomId, roomId), eq(memberships.isActive, true))
  const [row] = await reader
    .select({ id: memberships.id })
    .from(blocks)
    .innerJoin(memberships, or(inRoom(blocks.blockerId), inRoom(blocks.blockedId)))
    .where(
      or(
        and(eq(blocks.blockerId, personId), eq(blocks.blockedId, memberships.userId)),
        and(eq(blocks.blockedId, personId), eq(blocks.blockerId, memberships.userId)),
      ),
    )
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
