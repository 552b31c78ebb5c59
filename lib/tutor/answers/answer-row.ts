import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { db, type Tx, transaction } from '@/db/client'
import { conversations, type Ladder, tutorMessages } from '@/db/schema'
import { searchFold } from '@/db/search-fold'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import type { FailureCode } from '../failures'
import { findLiveAnswer } from './live-answers'
import type { AnswerJob } from './plan-answer'

const isUnderWay = (answerId: string) => and(eq(tutorMessages.id, answerId), eq(tutorMessages.status, 'streaming'))

/**
 * Writes down what has come of an answer under way. `gone`: it was cleared or deleted meanwhile; `stopped`: its student wants
 * no more of it.
 */
export async function flushAnswer(
  { answer, conversationId }: AnswerJob,
  body: string,
  now: Date,
): Promise<'wanted' | 'stopped' | 'gone'> {
  const [row] = await transaction(async (tx) => {
    await tx
      .update(conversations)
      .set({ answeringAt: now })
      .where(and(eq(conversations.id, conversationId), eq(conversations.answeringId, answer.id)))
    return tx
      .update(tutorMessages)
      .set({ body, flushedAt: now })
      .where(isUnderWay(answer.id))
      .returning({ stopAskedAt: tutorMessages.stopAskedAt })
  })
  if (!row) return 'gone'
  return row.stopAskedAt ? 'stopped' : 'wanted'
}

type Finished = {
  body: string
  status: 'done' | 'stopped' | 'failed'
  failure: FailureCode | null
  /** Where the help stands now; null: as it did. */
  ladder: Ladder | null
  isNewQuestion: boolean
}

/** Stores an answer for good, and frees its conversation. Nothing when it was cleared or deleted meanwhile. */
export async function finishAnswer(job: AnswerJob, finished: Finished, now: Date): Promise<void> {
  const { answer, conversationId, questionId } = job
  const { body, status, failure, ladder, isNewQuestion } = finished
  await transaction(async (tx) => {
    const stored = await tx
      .update(tutorMessages)
      .set({
        body,
        searchText: searchFold(body),
        status,
        failure,
        flushedAt: now,
        ...(ladder && { step: ladder.step }),
      })
      .where(isUnderWay(answer.id))
      .returning({ id: tutorMessages.id })
    if (stored.length > 0) await replace(tx, answer, body !== '')
    const asked = sql`coalesce(${conversations.questionId}, ${questionId})`
    await tx
      .update(conversations)
      .set({
        answeringId: null,
        answeringAt: null,
        updatedAt: now,
        ...(ladder && { ladder, questionId: isNewQuestion ? questionId : asked }),
      })
      .where(and(eq(conversations.id, conversationId), eq(conversations.answeringId, answer.id)))
  })
}

/** Of an answer and the one it was to replace, one stays: the new one, unless no word of it came. */
async function replace(tx: Tx, { id, replacesId }: AnswerJob['answer'], hasText: boolean): Promise<void> {
  if (!replacesId) return
  await tx.delete(tutorMessages).where(eq(tutorMessages.id, hasText ? replacesId : id))
  if (hasText) await tx.update(tutorMessages).set({ replacesId: null }).where(eq(tutorMessages.id, id))
}

/**
 * The student wants no more of an answer: what came of it stays. Nothing when it is over already.
 * @throws AppError `not-found`
 */
export async function stopAnswer(viewer: Pick<Viewer, 'id'>, { id }: { id: string }, now: Date): Promise<void> {
  const mine = db.select({ id: conversations.id }).from(conversations).where(eq(conversations.userId, viewer.id))
  const stopped = await transaction((tx) =>
    tx
      .update(tutorMessages)
      .set({ stopAskedAt: now })
      .where(
        and(eq(tutorMessages.id, id), eq(tutorMessages.role, 'tutor'), inArray(tutorMessages.conversationId, mine)),
      )
      .returning({ id: tutorMessages.id }),
  )
  if (stopped.length === 0) throw new AppError('not-found')
  findLiveAnswer(id)?.stop()
}
