import 'server-only'
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Tx } from '@/db/client'
import { mentions, messages, notifications } from '@/db/schema'
import { excerptOf } from './message-text'

/** Names the message as the cause of a notice. */
export const mentionKey = (messageId: string) => `mention:${messageId}`

const named = alias(mentions, 'named')
const cause = alias(messages, 'cause')

/**
 * Takes back the notices of mentions in some messages, because the words are gone or may not be seen any more.
 * @param which a condition on the columns of `mentionIn`
 */
export async function deleteMentionNotices(tx: Tx, which: SQL | undefined): Promise<void> {
  const gone = tx
    .select({ userId: named.userId, dedupeKey: sql<string>`${mentionKey('')} || ${named.messageId}` })
    .from(named)
    .innerJoin(cause, eq(cause.id, named.messageId))
    .where(which)
  await tx.delete(notifications).where(sql`(${notifications.userId}, ${notifications.dedupeKey}) in ${gone}`)
}

/** What `deleteMentionNotices` can be asked about: who was named, in which room's message, by whom. */
export const mentionIn = {
  userId: named.userId,
  messageId: cause.id,
  roomId: cause.roomId,
  authorId: cause.authorId,
} as const

/**
 * Brings the notices of a message up to date with its new words: people who are still named read the new ones, people
 * who no longer are have no notice of it.
 */
export async function rewriteMentionNotices(
  tx: Tx,
  message: { id: string; body: string },
  stillNamed: readonly string[],
): Promise<void> {
  const told = await tx.select({ userId: mentions.userId }).from(mentions).where(eq(mentions.messageId, message.id))
  const key = eq(notifications.dedupeKey, mentionKey(message.id))
  const [kept, gone] = [
    told.map(({ userId }) => userId).filter((id) => stillNamed.includes(id)),
    told.map(({ userId }) => userId).filter((id) => !stillNamed.includes(id)),
  ]
  if (kept.length > 0)
    await tx
      .update(notifications)
      .set({ body: excerptOf(message.body) })
      .where(and(inArray(notifications.userId, kept), key))
  if (gone.length === 0) return
  await tx.delete(notifications).where(and(inArray(notifications.userId, gone), key))
  await tx.delete(mentions).where(and(eq(mentions.messageId, message.id), inArray(mentions.userId, gone)))
}
