/** Brings rows along that earlier versions wrote, after the schema itself is at its newest. Safe to run at every start. */
import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { blocks, memberships, mentions, messages, notifications, rooms } from './schema'
import { searchFold } from './search-fold'
import type { Tx } from './types'

const atOnce = 1_000

/** Everything there is to bring along. */
export async function upkeep(tx: Tx): Promise<void> {
  await refoldSearchTexts(tx)
  await dropStaleMentions(tx)
}

/** Searches fold what is asked for as they do today; what is stored must be folded the same way. */
async function refoldSearchTexts(tx: Tx): Promise<void> {
  for (let last = ''; ; ) {
    const page = await tx
      .select({ id: rooms.id, name: rooms.name, description: rooms.description, searchText: rooms.searchText })
      .from(rooms)
      .where(gt(rooms.id, last))
      .orderBy(asc(rooms.id))
      .limit(atOnce)
    for (const { id, name, description, searchText } of page) {
      const folded = searchFold(`${name}\n${description}`)
      if (folded !== searchText) await tx.update(rooms).set({ searchText: folded }).where(eq(rooms.id, id))
    }
    const end = page.at(-1)
    if (!end || page.length < atOnce) return
    last = end.id
  }
}

/**
 * Notices from the time when they stayed: of words that were deleted, that a block hides, or that were changed after the
 * person had left the room.
 */
async function dropStaleMentions(tx: Tx): Promise<void> {
  const isApart = sql`exists (select 1 from ${blocks} where
    (${blocks.blockerId} = ${messages.authorId} and ${blocks.blockedId} = ${mentions.userId}) or
    (${blocks.blockedId} = ${messages.authorId} and ${blocks.blockerId} = ${mentions.userId}))`
  const isChangedBehind = sql`(${messages.editedAt} is not null and exists (select 1 from ${memberships} where
    ${memberships.roomId} = ${messages.roomId} and ${memberships.userId} = ${mentions.userId} and
    ${eq(memberships.isActive, false)} and (${memberships.leftAt} is null or ${memberships.leftAt} < ${messages.editedAt})))`
  const stale = tx
    .select({ userId: mentions.userId, dedupeKey: sql<string>`'mention:' || ${mentions.messageId}` })
    .from(mentions)
    .innerJoin(messages, eq(messages.id, mentions.messageId))
    .where(sql`${messages.deletedAt} is not null or ${isApart} or ${isChangedBehind}`)
  await tx
    .delete(notifications)
    .where(
      and(eq(notifications.kind, 'mention'), sql`(${notifications.userId}, ${notifications.dedupeKey}) in ${stale}`),
    )
}
