import 'server-only'
import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { type Tx, transaction } from '@/db/client'
import { isSeated } from '@/db/conditions'
import { memberships, mentions, messages, notifications, users } from '@/db/schema'
import { usernameKey } from '@/lib/accounts/rules'
import type { Viewer } from '@/lib/accounts/viewer'
import { rewriteNotices, withdrawNotices } from '@/lib/notifications/notify'
import { excerptOf, mentionedIn } from './text'

/** Names the message as the cause of a notice. */
export const mentionKey = (messageId: string) => `mention:${messageId}`

/** Whom a message names, each once, by the key that is unique (`users.usernameKey`): how a database lowers letters varies. */
export const mentionedKeys = (body: string): string[] => [...new Set(mentionedIn(body).map(usernameKey))]

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
  await withdrawNotices(tx, sql`(${notifications.userId}, ${notifications.dedupeKey}) in ${gone}`)
}

/** What `deleteMentionNotices` can be asked about: who was named, in which room's message, by whom. */
export const mentionIn = {
  userId: named.userId,
  messageId: cause.id,
  roomId: cause.roomId,
  authorId: cause.authorId,
} as const

/** A message is deleted: nobody is told of it any more, and it names nobody. */
export async function deleteMentionsIn(tx: Tx, messageId: string): Promise<void> {
  await deleteMentionNotices(tx, eq(cause.id, messageId))
  await tx.delete(mentions).where(eq(mentions.messageId, messageId))
}

/** Somebody goes for good: their words stay in the rooms, their name in nobody's notices. */
export const deleteMentionsBy = (author: Pick<Viewer, 'id'>): Promise<void> =>
  transaction((tx) => deleteMentionNotices(tx, eq(cause.authorId, author.id)))

/** Two people do not see each other from now on: what notices told them of each other goes. */
export function deleteMentionsBetween(tx: Tx, one: string, other: string): Promise<void> {
  const { userId, authorId } = mentionIn
  return deleteMentionNotices(
    tx,
    or(and(eq(authorId, one), eq(userId, other)), and(eq(authorId, other), eq(userId, one))),
  )
}

/**
 * Brings the notices of an edited message up to date. People it still names who sit in the room read the new words, also
 * when they are away. Everybody else has no notice of it any more: the new words are not for people who have left or were
 * removed, and the old ones are gone.
 */
export async function rewriteMentionNotices(
  tx: Tx,
  message: { id: string; roomId: string; body: string },
): Promise<void> {
  const told = await tx
    .select({ id: users.id, usernameKey: users.usernameKey, seatId: memberships.id })
    .from(mentions)
    .innerJoin(users, eq(users.id, mentions.userId))
    .leftJoin(
      memberships,
      and(eq(memberships.roomId, message.roomId), eq(memberships.userId, mentions.userId), isSeated),
    )
    .where(eq(mentions.messageId, message.id))
  const names = new Set(mentionedKeys(message.body))
  const isReader = (person: (typeof told)[number]) => person.seatId !== null && names.has(person.usernameKey)
  const idsOf = (people: typeof told) => people.map(({ id }) => id)
  await rewriteNotices(tx, {
    userIds: idsOf(told.filter(isReader)),
    dedupeKey: mentionKey(message.id),
    body: excerptOf(message.body),
  })
  const gone = idsOf(told.filter((person) => !isReader(person)))
  await withdrawNotices(
    tx,
    and(inArray(notifications.userId, gone), eq(notifications.dedupeKey, mentionKey(message.id))),
  )
  await tx.delete(mentions).where(and(eq(mentions.messageId, message.id), inArray(mentions.userId, gone)))
}
