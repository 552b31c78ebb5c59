import 'server-only'
import { and, desc, eq, exists, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import { db, type Reader } from '@/db/client'
import { conversations, tasks, tutorMessages } from '@/db/schema'
import { contains } from '@/db/sql'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { userChannel } from '@/lib/realtime/channels'
import { providerReadiness } from '../provider/choose'
import { getQuota, hasBudget } from '../quota'
import { tutorLimits } from '../rules'
import type { Answer, ConversationItem, ConversationView, TutorOpening, TutorReadiness } from '../views'
import { messageColumns, toAnswer, toItem, toMessages } from './read-views'

/** The condition that a conversation is the viewer's: part of every read and write of one. */
export const isMine = (viewer: Pick<Viewer, 'id'>, id: string) =>
  and(eq(conversations.id, id), eq(conversations.userId, viewer.id))

/** What the tutor's page or drawer begins with. A conversation that is not there (any more) is the newest one. */
export async function getTutorOpening(
  viewer: Viewer,
  conversationId: string | undefined,
  now: Date,
): Promise<TutorOpening> {
  const [readiness, quota, task, list, wanted] = await Promise.all([
    readReadiness(now),
    getQuota(db, viewer, now),
    findActiveTask(viewer),
    listConversations(viewer, { q: '' }),
    conversationId ? findConversation(viewer, { id: conversationId }, now) : null,
  ])
  const newest = list.conversations[0]
  const conversation = wanted ?? (newest ? await findConversation(viewer, { id: newest.id }, now) : null)
  const channel = userChannel(viewer.id, viewer.channelVersion)
  return { readiness, quota, task, conversations: list.conversations, conversation, channel }
}

async function readReadiness(now: Date): Promise<TutorReadiness> {
  const readiness = providerReadiness()
  if (readiness !== 'ready') return readiness
  return (await hasBudget(db, now)) ? 'ready' : 'resting'
}

/** The task being worked on: of the open ones, the one picked last. */
async function findActiveTask(viewer: Viewer): Promise<TutorOpening['task']> {
  const [task] = await db
    .select({ id: tasks.id, name: tasks.name })
    .from(tasks)
    .where(
      and(
        eq(tasks.userId, viewer.id),
        isNull(tasks.deletedAt),
        isNull(tasks.completedAt),
        isNotNull(tasks.activatedAt),
      ),
    )
    .orderBy(desc(tasks.activatedAt))
    .limit(1)
  return task ?? null
}

/**
 * The viewer's conversations, newest first.
 * @param q words in the title or in anything that was said
 * @param before ISO 8601: only those in which nothing was said since
 */
export async function listConversations(
  viewer: Viewer,
  { q, before }: { q: string; before?: string | undefined },
): Promise<{ conversations: ConversationItem[]; hasMore: boolean }> {
  const isSaid = exists(
    db
      .select({ one: sql`1` })
      .from(tutorMessages)
      .where(and(eq(tutorMessages.conversationId, conversations.id), contains(tutorMessages.searchText, q))),
  )
  const rows = await db
    .select({ id: conversations.id, title: conversations.title, updatedAt: conversations.updatedAt })
    .from(conversations)
    .where(
      and(
        eq(conversations.userId, viewer.id),
        before ? lt(conversations.updatedAt, new Date(before)) : undefined,
        q === '' ? undefined : or(contains(conversations.searchText, q), isSaid),
      ),
    )
    .orderBy(desc(conversations.updatedAt), desc(conversations.id))
    .limit(tutorLimits.conversationsShown + 1)
  return {
    conversations: rows.slice(0, tutorLimits.conversationsShown).map(toItem),
    hasMore: rows.length > tutorLimits.conversationsShown,
  }
}

/** A conversation of the viewer, the newest messages or those before a number; null when it is not theirs. */
async function findConversation(
  viewer: Pick<Viewer, 'id'>,
  { id, before }: { id: string; before?: number | undefined },
  now: Date,
): Promise<ConversationView | null> {
  const item = await findItem(viewer, id)
  if (!item) return null
  const rows = await readNewest(db, id, before, tutorLimits.messagesShown + 1)
  const hasEarlier = rows.length > tutorLimits.messagesShown
  return { ...item, messages: toMessages(hasEarlier ? rows.slice(1) : rows, now), hasEarlier }
}

/** A conversation of the viewer without what was said; null when it is not theirs. */
export async function findItem(viewer: Pick<Viewer, 'id'>, id: string): Promise<ConversationItem | null> {
  const [row] = await db
    .select({ id: conversations.id, title: conversations.title, updatedAt: conversations.updatedAt })
    .from(conversations)
    .where(isMine(viewer, id))
  return row ? toItem(row) : null
}

/** @throws AppError `not-found` */
export async function getConversation(
  viewer: Viewer,
  wanted: { id: string; before?: number | undefined },
  now: Date,
): Promise<ConversationView> {
  const conversation = await findConversation(viewer, wanted, now)
  if (!conversation) throw new AppError('not-found')
  return conversation
}

/** The newest rows of a conversation, oldest of them first. Whose it is, the caller knows. */
export async function readNewest(reader: Reader, conversationId: string, before: number | undefined, count: number) {
  const rows = await reader
    .select(messageColumns)
    .from(tutorMessages)
    .where(
      and(
        eq(tutorMessages.conversationId, conversationId),
        before === undefined ? undefined : lt(tutorMessages.seq, before),
      ),
    )
    .orderBy(desc(tutorMessages.seq))
    .limit(count)
  return rows.reverse()
}

/** An answer in one of the viewer's conversations. @throws AppError `not-found` */
export async function getAnswer(viewer: Pick<Viewer, 'id'>, id: string, now: Date): Promise<Answer> {
  const answer = await findAnswer(viewer, id, now)
  if (!answer) throw new AppError('not-found')
  return answer
}

/** An answer in one of the viewer's conversations; null when there is none (any more). */
export async function findAnswer(viewer: Pick<Viewer, 'id'>, id: string, now: Date): Promise<Answer | null> {
  const mine = db.select({ id: conversations.id }).from(conversations).where(eq(conversations.userId, viewer.id))
  const [row] = await db
    .select(messageColumns)
    .from(tutorMessages)
    .where(and(eq(tutorMessages.id, id), eq(tutorMessages.role, 'tutor'), inArray(tutorMessages.conversationId, mine)))
  return row ? toAnswer(row, now) : null
}
