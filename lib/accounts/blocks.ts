import 'server-only'
import { type AnyColumn, and, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { db, type Reader } from '@/db/client'
import { blocks, users } from '@/db/schema'
import type { Viewer } from './viewer'

/** A person in a condition: their id, or the column that holds it. */
type Side = string | AnyColumn

/**
 * The rows of `blocks` that stand between one person and another (or any of several), whoever set them. The one place
 * that says what "blocked" means: neither side sees anything of the other.
 */
export function blockedEitherWay(one: Side, other: Side | readonly string[]): SQL {
  const isOther = (column: AnyColumn) =>
    typeof other === 'object' && Array.isArray(other) ? inArray(column, [...other]) : eq(column, other)
  const either = or(
    and(eq(blocks.blockerId, one), isOther(blocks.blockedId)),
    and(eq(blocks.blockedId, one), isOther(blocks.blockerId)),
  )
  // `or` of two conditions is never undefined.
  return either as SQL
}

/** The same as a condition of another query: does a block stand between these two? */
export const isBlockedBetween = (one: Side, other: Side): SQL<boolean> =>
  sql<boolean>`exists (select 1 from ${blocks} where ${blockedEitherWay(one, other)})`

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
    .where(blockedEitherWay(personId, others))
  return new Set(rows.map(({ blockerId, blockedId }) => (blockerId === personId ? blockedId : blockerId)))
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
