import 'server-only'
import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { conversations, tutorMessages } from '@/db/schema'
import { searchFold } from '@/db/search-fold'
import { isUniqueViolation } from '@/db/sql'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { cleanLine, hasInk } from '@/lib/text'
import { after } from '@/lib/time'
import { isMine } from '../conversations/queries'
import { staleAnswerMs, tutorLimits } from '../rules'

export type ConversationRow = typeof conversations.$inferSelect

/** The beginning of a question as the name of its conversation. */
export function titleOf(message: string): string {
  const first = message.split('\n').find(hasInk) ?? message
  // Marks of Markdown at its beginning are no words.
  const words = cleanLine(first.replace(/^[#>|*`~\s-]+/, '')) || cleanLine(message)
  const letters = [...words]
  return letters.length <= tutorLimits.title
    ? words
    : `${letters
        .slice(0, tutorLimits.title - 1)
        .join('')
        .trimEnd()}…`
}

/** A conversation that begins with this question. Its id is the browser's: the same question again finds it. */
export async function openConversation(
  tx: Tx,
  viewer: Pick<Viewer, 'id'>,
  { id, title, answerId }: { id: string; title: string; answerId: string },
  now: Date,
): Promise<ConversationRow> {
  const answering = { answeringId: answerId, answeringAt: now, lastSeq: 2 }
  const [row] = await tx
    .insert(conversations)
    .values({
      id,
      userId: viewer.id,
      title,
      searchText: searchFold(title),
      ...answering,
      createdAt: now,
      updatedAt: now,
    })
    .returning()
  return row as ConversationRow
}

/**
 * Takes the viewer's conversation for one answer, in the statement that numbers its messages: one at a time. One whose
 * process is gone does not hold it, and is given up.
 * @param messages how many numbers are wanted; the last one is the answer's
 * @throws AppError `not-found`, `conflict` while another answer is being written
 */
export async function claimConversation(
  tx: Tx,
  viewer: Pick<Viewer, 'id'>,
  { id, answerId, messages }: { id: string; answerId: string; messages: 1 | 2 },
  now: Date,
): Promise<ConversationRow> {
  const isFree = or(isNull(conversations.answeringId), lt(conversations.answeringAt, after(now, -staleAnswerMs)))
  const [row] = await tx
    .update(conversations)
    .set({
      answeringId: answerId,
      answeringAt: now,
      lastSeq: sql`${conversations.lastSeq} + ${messages}`,
      updatedAt: now,
    })
    .where(and(isMine(viewer, id), isFree))
    .returning()
  if (!row) throw await refusal(tx, viewer, id)
  await tx
    .update(tutorMessages)
    .set({ status: 'failed', failure: 'interrupted' })
    .where(and(eq(tutorMessages.conversationId, id), eq(tutorMessages.status, 'streaming')))
  return row
}

async function refusal(tx: Tx, viewer: Pick<Viewer, 'id'>, id: string): Promise<AppError> {
  const [there] = await tx.select({ id: conversations.id }).from(conversations).where(isMine(viewer, id))
  return there
    ? new AppError('conflict', 'The tutor is still answering here. Wait for the answer, or stop it.')
    : new AppError('not-found')
}

/** Names a conversation after its first question: it was cleared, or nothing has been answered in it yet. */
export async function nameConversation(tx: Tx, conversation: ConversationRow, title: string): Promise<void> {
  await tx
    .update(conversations)
    .set({ title, searchText: searchFold(title) })
    .where(eq(conversations.id, conversation.id))
  conversation.title = title
}

/** Takes everything out of a conversation that came after a message. */
export async function cutAfter(tx: Tx, conversationId: string, seq: number): Promise<void> {
  await tx
    .delete(tutorMessages)
    .where(and(eq(tutorMessages.conversationId, conversationId), gt(tutorMessages.seq, seq)))
}

/** Is this what the same question says when it comes a second time? */
export const isRepeat = (error: unknown): boolean =>
  isUniqueViolation(
    error,
    'tutor_messages_idempotency',
    'tutor_messages.client_id',
    'conversations_pkey',
    'conversations.id',
  )
