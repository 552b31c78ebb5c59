import 'server-only'
import { type AnyColumn, and, asc, eq, inArray, not, type SQL, sql } from 'drizzle-orm'
// Only a proxy around a table, the same for both dialects; the schema is typed as the SQLite one.
import { alias } from 'drizzle-orm/sqlite-core'
import { db } from '@/db/client'
import { avatars, messages, reactions, users } from '@/db/schema'
import { avatarUrlOf } from '@/lib/accounts/avatar-url'
import { isBlockedBetween } from '@/lib/accounts/blocks'
import type { MessageView } from '@/lib/rooms/views'
import { excerptOf } from './text'

const answered = alias(messages, 'answered')
const answeredAuthor = alias(users, 'answered_author')

/** 1 when a block, either way, stands between this reader and the author. For readers who are everybody: 0. */
function isBlocked(readerId: string | null, author: AnyColumn): SQL<number> {
  if (readerId === null) return sql<number>`0`
  return sql<number>`case when ${isBlockedBetween(readerId, author)} then 1 else 0 end`
}

/**
 * Messages as `readerId` may see them (null: as everybody does). Two queries: the messages, then their reactions.
 */
export async function readMessages(
  readerId: string | null,
  where: SQL | undefined,
  { order = [asc(messages.seq)], limit = 1 }: { order?: SQL[]; limit?: number } = {},
): Promise<MessageView[]> {
  const rows = await db
    .select({
      id: messages.id,
      seq: messages.seq,
      clientId: messages.clientId,
      authorId: users.id,
      username: users.username,
      avatarDigest: avatars.digest,
      body: messages.body,
      createdAt: messages.createdAt,
      revision: messages.revision,
      editedAt: messages.editedAt,
      deletedAt: messages.deletedAt,
      replyToSeq: messages.replyToSeq,
      answeredBody: answered.body,
      answeredBy: answeredAuthor.username,
      isHidden: isBlocked(readerId, messages.authorId),
      isAnswerHidden: isBlocked(readerId, answered.authorId),
    })
    .from(messages)
    .leftJoin(users, eq(users.id, messages.authorId))
    .leftJoin(avatars, eq(avatars.userId, messages.authorId))
    .leftJoin(answered, and(eq(answered.roomId, messages.roomId), eq(answered.seq, messages.replyToSeq)))
    .leftJoin(answeredAuthor, eq(answeredAuthor.id, answered.authorId))
    .where(where)
    .orderBy(...order)
    .limit(limit)
  const reacted = await reactionsOf(
    readerId,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => toView(row, reacted.get(row.id) ?? []))
}

/**
 * A message that its author has just written, as they and everybody without a block see it, from what was written.
 * @param answered the message it answers, if it answers one
 */
export function newMessageView(
  author: NonNullable<MessageView['author']>,
  message: { id: string; seq: number; clientId: string; body: string; createdAt: Date },
  answered: { seq: number; username: string | null; body: string } | null,
): MessageView {
  const { id, username, avatarUrl } = author
  return {
    ...message,
    author: { id, username, avatarUrl },
    createdAt: message.createdAt.toISOString(),
    revision: 0,
    editedAt: null,
    isDeleted: false,
    isHidden: false,
    replyTo: answered && { seq: answered.seq, username: answered.username, excerpt: excerptOf(answered.body) },
    reactions: [],
  }
}

type Row = {
  id: string
  seq: number
  clientId: string
  authorId: string | null
  username: string | null
  avatarDigest: string | null
  body: string
  createdAt: Date
  revision: number
  editedAt: Date | null
  deletedAt: Date | null
  replyToSeq: number | null
  answeredBody: string | null
  answeredBy: string | null
  isHidden: number
  isAnswerHidden: number
}

function toView(row: Row, reacted: MessageView['reactions']): MessageView {
  const isHidden = row.isHidden === 1
  const isGone = isHidden || row.deletedAt !== null
  const author =
    row.authorId && row.username && !isHidden
      ? {
          id: row.authorId,
          username: row.username,
          avatarUrl: avatarUrlOf(row.username, row.avatarDigest),
        }
      : null
  return {
    id: row.id,
    seq: row.seq,
    clientId: row.clientId,
    author,
    body: isGone ? '' : row.body,
    createdAt: row.createdAt.toISOString(),
    revision: row.revision,
    editedAt: row.editedAt?.toISOString() ?? null,
    isDeleted: row.deletedAt !== null,
    isHidden,
    replyTo:
      row.replyToSeq === null || isGone || row.isAnswerHidden === 1
        ? null
        : { seq: row.replyToSeq, username: row.answeredBy, excerpt: excerptOf(row.answeredBody ?? '') },
    reactions: isGone ? [] : reacted,
  }
}

/** By message; without those of people behind a block from the reader. */
async function reactionsOf(
  readerId: string | null,
  ids: readonly string[],
): Promise<Map<string, MessageView['reactions']>> {
  const grouped = new Map<string, MessageView['reactions']>()
  if (ids.length === 0) return grouped
  const rows = await db
    .select({ messageId: reactions.messageId, userId: reactions.userId, emoji: reactions.emoji })
    .from(reactions)
    .where(
      and(
        inArray(reactions.messageId, [...ids]),
        readerId === null ? undefined : not(isBlockedBetween(readerId, reactions.userId)),
      ),
    )
    .orderBy(asc(reactions.createdAt), asc(reactions.userId))
  for (const { messageId, userId, emoji } of rows) {
    const list = grouped.get(messageId) ?? []
    const known = list.find((reaction) => reaction.emoji === emoji)
    if (known) known.by.push(userId)
    else list.push({ emoji, by: [userId] })
    grouped.set(messageId, list)
  }
  return grouped
}
