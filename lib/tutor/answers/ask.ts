import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { db, type Tx, transaction } from '@/db/client'
import { conversations, tasks, tutorMessages } from '@/db/schema'
import { searchFold } from '@/db/search-fold'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError, fieldError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { cleanLine } from '@/lib/text'
import { readNewest } from '../conversations/queries'
import { type MessageRow, messageColumns, toAnswer, toItem, toStudentMessage } from '../conversations/read-views'
import type { Intent } from '../ladder'
import type { Photo, Provider } from '../provider/provider'
import { publishChange } from '../publish'
import { getQuota } from '../quota'
import { tutorLimits } from '../rules'
import type { AskInput, AskTutorInput, EditInput, RegenerateInput } from '../schemas'
import type { AnswerEvents } from '../views'
import {
  type ConversationRow,
  claimConversation,
  cutAfter,
  isRepeat,
  nameConversation,
  openConversation,
  titleOf,
} from './claim'
import { type AnswerJob, planAnswer } from './plan-answer'
import { requireProvider } from './require-provider'
import { writeAnswer } from './write-answer'

/** The question is saved, and its answer on the way. */
export type Asked = AnswerEvents['start'] & {
  /** Ends when the answer is stored; null when somebody else writes it, or it is there already. */
  work: Promise<void> | null
}

/** What a question has become in the database, before its answer is planned. */
type Saved = {
  conversation: ConversationRow
  question: MessageRow
  answerId: string
  intent: Intent
  /** The answer that stays until the new one has come. */
  replacesId?: string
  /** The answer that screens no longer show. */
  replaces?: string
}

/**
 * Asks the tutor: saves the question, sets its cost aside and has the answer written, whatever becomes of who asked. The same
 * `clientId` again answers what is already there.
 * @param photo goes to the provider and is not kept
 * @throws AppError `not-configured`; `not-found` for a conversation that is not the viewer's; `conflict` while another
 * answer is being written in it; `too-many`, `unavailable` when a quota is used up; `invalid`
 */
export async function askTutor(viewer: Viewer, input: AskTutorInput, photo: Photo | null, now: Date): Promise<Asked> {
  const provider = requireProvider()
  try {
    const { job, saved } = await transaction((tx) => begin(tx, viewer, input, photo, now))
    return await start(viewer, provider, job, saved, now)
  } catch (error) {
    // A repeat breaks a unique key, or finds its own first time still being answered.
    const mayBeRepeat = isRepeat(error) || (error instanceof AppError && error.code === 'conflict')
    const asked = mayBeRepeat && input.clientId ? await findAsked(viewer, input.clientId, now) : null
    if (asked) return asked
    throw isRepeat(error) ? new AppError('not-found') : error
  }
}

async function begin(tx: Tx, viewer: Viewer, input: AskTutorInput, photo: Photo | null, now: Date) {
  const answerId = newId()
  const saved =
    'regenerate' in input
      ? await regenerate(tx, viewer, input, answerId, photo, now)
      : 'edit' in input
        ? await edit(tx, viewer, input, answerId, photo, now)
        : await ask(tx, viewer, input, answerId, photo, now)
  const job = await planAnswer(tx, viewer, { ...saved, photo }, now)
  await tx.insert(tutorMessages).values({
    id: answerId,
    conversationId: saved.conversation.id,
    seq: saved.conversation.lastSeq,
    role: 'tutor',
    body: '',
    status: 'streaming',
    step: job.ladder.step,
    replacesId: saved.replacesId ?? null,
    // Of a student's message it stands there; here there is no other.
    clientId: 'regenerate' in input ? (input.clientId ?? null) : null,
    flushedAt: now,
    createdAt: now,
  })
  return { job, saved }
}

async function ask(
  tx: Tx,
  viewer: Viewer,
  input: AskInput,
  answerId: string,
  photo: Photo | null,
  now: Date,
): Promise<Saved> {
  const { conversationId, clientId, message, attempt, taskId } = input
  const conversation = conversationId
    ? await claimConversation(tx, viewer, { id: conversationId, answerId, messages: 2 }, now)
    : await openConversation(tx, viewer, { id: clientId ?? newId(), title: titleOf(message), answerId }, now)
  if (conversationId && !conversation.isNamed && !conversation.questionId)
    await nameConversation(tx, conversation, titleOf(message))
  // There is nothing yet to have a hint on.
  const intent = conversation.questionId ? input.intent : 'ask'
  const [question] = await tx
    .insert(tutorMessages)
    .values({
      id: newId(),
      conversationId: conversation.id,
      seq: conversation.lastSeq - 1,
      role: 'student',
      body: message,
      searchText: searchFold(`${message}\n${attempt}`),
      status: 'done',
      clientId: clientId ?? null,
      intent,
      attempt,
      taskName: await findTaskName(tx, viewer, taskId),
      hasPhoto: photo !== null,
      createdAt: now,
    })
    .returning(messageColumns)
  return { conversation, question: question as MessageRow, answerId, intent }
}

/** The question in other words: what came after it goes, and the help begins anew. */
async function edit(
  tx: Tx,
  viewer: Viewer,
  input: EditInput,
  answerId: string,
  photo: Photo | null,
  now: Date,
): Promise<Saved> {
  const { conversationId, clientId, message, attempt, taskId } = input
  const claimed = await claimConversation(tx, viewer, { id: conversationId, answerId, messages: 1 }, now)
  const [question] = await tx
    .update(tutorMessages)
    .set({
      body: message,
      searchText: searchFold(`${message}\n${attempt}`),
      attempt,
      taskName: await findTaskName(tx, viewer, taskId),
      hasPhoto: photo !== null,
      intent: 'ask',
      clientId: clientId ?? null,
      recalledAt: null,
    })
    .where(
      and(
        eq(tutorMessages.id, input.edit),
        eq(tutorMessages.conversationId, conversationId),
        eq(tutorMessages.role, 'student'),
      ),
    )
    .returning(messageColumns)
  if (!question) throw new AppError('not-found')
  await cutAfter(tx, conversationId, question.seq)
  const fresh = { questionId: null, ladder: null }
  await tx.update(conversations).set(fresh).where(eq(conversations.id, conversationId))
  return { conversation: { ...claimed, ...fresh }, question, answerId, intent: 'ask' }
}

/** Another answer to the same question. The one there is stays until the new one has come. */
async function regenerate(
  tx: Tx,
  viewer: Viewer,
  { conversationId, regenerate: oldId }: RegenerateInput,
  answerId: string,
  photo: Photo | null,
  now: Date,
): Promise<Saved> {
  const conversation = await claimConversation(tx, viewer, { id: conversationId, answerId, messages: 1 }, now)
  const [question, old] = await readNewest(tx, conversationId, undefined, 2)
  if (question?.role !== 'student' || old?.id !== oldId) throw new AppError('not-found')
  if (question.hasPhoto && !photo) throw fieldError('photo', 'Add the photo again: it was not kept.')
  const saved = { conversation, question, answerId, intent: question.intent ?? 'ask', replaces: oldId }
  if (old.body !== '') return { ...saved, replacesId: oldId }
  await tx.delete(tutorMessages).where(eq(tutorMessages.id, oldId))
  return saved
}

/** The name of a task of the viewer's as it goes along; null when there is none such. */
async function findTaskName(tx: Tx, viewer: Viewer, taskId: string | null | undefined): Promise<string | null> {
  if (!taskId) return null
  const [task] = await tx
    .select({ name: tasks.name })
    .from(tasks)
    .where(and(eq(tasks.id, taskId), eq(tasks.userId, viewer.id), isNull(tasks.deletedAt)))
  return task ? [...cleanLine(task.name)].slice(0, tutorLimits.taskName).join('') : null
}

async function start(viewer: Viewer, provider: Provider, job: AnswerJob, saved: Saved, now: Date): Promise<Asked> {
  const work = writeAnswer(provider, job)
  const { conversation, question, replaces } = saved
  await publishChange(viewer, { conversationId: conversation.id })
  return { ...(await view(viewer, conversation, question, job.answer, now)), replaces: replaces ?? null, work }
}

async function view(
  viewer: Viewer,
  conversation: ConversationRow,
  question: MessageRow,
  answer: MessageRow,
  now: Date,
) {
  return {
    conversation: toItem(conversation),
    question: toStudentMessage(question),
    answer: toAnswer(answer, now),
    quota: await getQuota(db, viewer, now),
  }
}

/** What a question of the viewer's has become that came a second time; null when it is the first. */
async function findAsked(viewer: Viewer, clientId: string, now: Date): Promise<Asked | null> {
  const [found] = await db
    .select({ conversation: conversations, message: messageColumns })
    .from(tutorMessages)
    .innerJoin(conversations, eq(conversations.id, tutorMessages.conversationId))
    .where(and(eq(tutorMessages.clientId, clientId), eq(conversations.userId, viewer.id)))
  if (!found) return null
  const { conversation, message } = found
  const isQuestion = message.role === 'student'
  const near = await readNewest(db, conversation.id, message.seq + (isQuestion ? 2 : 1), 2)
  const question = near.findLast(({ role }) => role === 'student')
  const answer = near.findLast(({ role }) => role === 'tutor')
  if (!question || !answer) return null
  return {
    ...(await view(viewer, conversation, question, answer, now)),
    replaces: answer.replacesId,
    work: null,
  }
}
