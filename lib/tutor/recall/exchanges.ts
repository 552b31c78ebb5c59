import 'server-only'
import { and, asc, desc, eq, exists, gt, inArray, isNull, lt, not, sql } from 'drizzle-orm'
// Only a proxy around a table, the same for both dialects; the schema is typed as the SQLite one.
import { alias } from 'drizzle-orm/sqlite-core'
import { db, transaction } from '@/db/client'
import { conversations, tutorMessages } from '@/db/schema'
import { after, dayMs } from '@/lib/time'
import { countFitting, type Exchange } from './instructions'

type Person = { id: string }

/** What somebody asked, with the message it stands in. */
export type AskedExchange = Exchange & { messageId: string }

/** What was asked longer ago is not asked about any more. */
const lookBackMs = 7 * dayMs
/** Answers that are looked at for one making. */
const maxAnswers = 60

const asks = alias(tutorMessages, 'asks')
const answers = alias(tutorMessages, 'answers')
const between = alias(tutorMessages, 'between_asks')

/** Questions of these days that were answered and that no card was made from, newest first; a row for each answer. */
function answersToRecall(person: Person, now: Date, limit: number) {
  const isFollowedByAnother = exists(
    db
      .select({ one: sql`1` })
      .from(between)
      .where(
        and(
          eq(between.conversationId, asks.conversationId),
          eq(between.intent, 'ask'),
          gt(between.seq, asks.seq),
          lt(between.seq, answers.seq),
        ),
      ),
  )
  return db
    .select({ messageId: asks.id, asked: asks.body, tried: asks.attempt, answered: answers.body })
    .from(conversations)
    .innerJoin(asks, eq(asks.conversationId, conversations.id))
    .innerJoin(answers, and(eq(answers.conversationId, asks.conversationId), gt(answers.seq, asks.seq)))
    .where(
      and(
        eq(conversations.userId, person.id),
        eq(asks.role, 'student'),
        eq(asks.intent, 'ask'),
        isNull(asks.recalledAt),
        gt(asks.createdAt, after(now, -lookBackMs)),
        eq(answers.role, 'tutor'),
        inArray(answers.status, ['done', 'stopped']),
        not(isFollowedByAnother),
      ),
    )
    .orderBy(desc(asks.createdAt), desc(asks.id), asc(answers.seq))
    .limit(limit)
}

/** Is there anything that cards could be made from? One query. */
export async function hasExchanges(person: Person, now: Date): Promise<boolean> {
  return (await answersToRecall(person, now, 1)).length > 0
}

/** What cards can be made from, newest first, as much as a model is sent at once. */
async function listExchanges(person: Person, now: Date): Promise<AskedExchange[]> {
  const exchanges = new Map<string, AskedExchange>()
  for (const row of await answersToRecall(person, now, maxAnswers)) {
    const found = exchanges.get(row.messageId)
    // Hints and the solution belong to the same question.
    if (found) found.answered += `\n\n${row.answered}`
    else exchanges.set(row.messageId, row)
  }
  const all = [...exchanges.values()]
  return all.slice(0, countFitting(all))
}

/**
 * Takes what cards can be made from, so that nobody else makes cards of it, at the same moment or later:
 * {@link releaseExchanges} puts back what came to nothing.
 */
export async function claimExchanges(person: Person, now: Date): Promise<AskedExchange[]> {
  const exchanges = await listExchanges(person, now)
  if (exchanges.length === 0) return []
  const ids = exchanges.map(({ messageId }) => messageId)
  const claimed = await transaction((tx) =>
    tx
      .update(tutorMessages)
      .set({ recalledAt: now })
      .where(and(inArray(tutorMessages.id, ids), isNull(tutorMessages.recalledAt)))
      .returning({ id: tutorMessages.id }),
  )
  const own = new Set(claimed.map(({ id }) => id))
  return exchanges.filter(({ messageId }) => own.has(messageId))
}

/** Undoes {@link claimExchanges}: cards can be made from them again. */
export async function releaseExchanges(exchanges: readonly AskedExchange[]): Promise<void> {
  const ids = exchanges.map(({ messageId }) => messageId)
  await transaction((tx) => tx.update(tutorMessages).set({ recalledAt: null }).where(inArray(tutorMessages.id, ids)))
}
