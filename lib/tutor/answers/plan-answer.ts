import 'server-only'
import { and, eq, gte, isNotNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { conversations } from '@/db/schema'
import { countAll } from '@/db/sql'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { after } from '@/lib/time'
import { readNewest } from '../conversations/queries'
import type { MessageRow } from '../conversations/read-views'
import { systemInstructions } from '../instructions'
import { type Intent, type Ladder, ladderAfter, ladderBefore } from '../ladder'
import { estimateCost, maxOutputTokens, turnsOf } from '../prompt'
import type { Photo, ProviderRequest } from '../provider/provider'
import { type Reservation, reserveQuestion } from '../quota'
import { maxAnswersAtOnce, staleAnswerMs, tutorLimits } from '../rules'
import type { ConversationRow } from './claim'

/** Everything that the writing of an answer needs: it goes on when the request that asked is long over. */
export type AnswerJob = {
  student: { id: string; channelVersion: number }
  conversationId: string
  questionId: string
  answer: MessageRow
  intent: Intent
  /** Where the help stands for this answer. */
  ladder: Ladder
  request: ProviderRequest
  reservation: Reservation
}

type Question = {
  conversation: ConversationRow
  question: MessageRow
  answerId: string
  intent: Intent
  replacesId?: string
  photo: Photo | null
}

/**
 * Makes the request of a question that is saved, and sets its cost aside, in the caller's transaction.
 * @throws AppError `too-many`, `unavailable` when a quota is used up
 */
export async function planAnswer(tx: Tx, viewer: Viewer, asked: Question, now: Date): Promise<AnswerJob> {
  const { conversation, question, answerId, intent, replacesId, photo } = asked
  const rows = await readNewest(tx, conversation.id, question.seq + 1, tutorLimits.messagesShown)
  const turns = turnsOf(rows, photo)
  // Once more is no step further: the one that the first answer stood on.
  const ladder = ladderBefore(conversation.ladder, replacesId ? 'ask' : intent)
  const next = ladderAfter({ ...ladder, wrongTries: Number.MAX_SAFE_INTEGER }, 'ask', {
    isNew: false,
    verdict: 'wrong',
  })
  const instructions = systemInstructions(ladder, intent, next)
  const reservation = await reserveQuestion(tx, viewer, estimateCost(instructions, turns), now)
  await requireFewAnswers(tx, viewer, now)
  return {
    student: { id: viewer.id, channelVersion: viewer.channelVersion },
    conversationId: conversation.id,
    questionId: question.id,
    answer: newAnswer(answerId, conversation.lastSeq, ladder.step, replacesId ?? null, now),
    intent,
    ladder,
    request: { instructions, turns, maxOutputTokens },
    reservation,
  }
}

/** Asked once the person's row of the day is held: of many questions at once each sees those before it. */
async function requireFewAnswers(tx: Tx, viewer: Viewer, now: Date): Promise<void> {
  const [under] = await tx
    .select({ count: countAll() })
    .from(conversations)
    .where(
      and(
        eq(conversations.userId, viewer.id),
        isNotNull(conversations.answeringId),
        gte(conversations.answeringAt, after(now, -staleAnswerMs)),
      ),
    )
  if ((under?.count ?? 0) > maxAnswersAtOnce)
    throw new AppError('conflict', 'The tutor is writing several answers for you already. Wait for one of them.')
}

const newAnswer = (
  id: string,
  seq: number,
  step: MessageRow['step'],
  replacesId: string | null,
  now: Date,
): MessageRow => ({
  id,
  seq,
  role: 'tutor',
  body: '',
  status: 'streaming',
  failure: null,
  intent: null,
  attempt: '',
  taskName: null,
  hasPhoto: false,
  step,
  replacesId,
  flushedAt: now,
  createdAt: now,
})
