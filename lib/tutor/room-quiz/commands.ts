import 'server-only'
import { and, eq, ne } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { isSeated } from '@/db/conditions'
import { lockRow } from '@/db/lock'
import { memberships, roomQuizAnswers, roomQuizzes, rooms, roomTimers } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { publishToRoom } from '@/lib/rooms/publish'
import { getRoomAsMember } from '@/lib/rooms/queries'
import { momentOf } from '@/lib/rooms/timer/rules'
import { toTimer } from '@/lib/rooms/timer/timer-row'
import type { Room } from '@/lib/rooms/views'
import { questionsFromCards } from './cards'
import { quizOf } from './queries'
import type { QuizQuestion } from './questions'
import { breakEndMs, questionsThatFit, quizMoment } from './rules'
import type { AnswerQuizInput } from './schemas'
import type { QuizView } from './view'

/** Where the room's events go out. */
export type QuizChannel = { id: string; channelVersion: number }

const notNow = 'The quiz is for the break. Start it when the next one begins.'
const tooLate = 'This break is nearly over. Start a quiz in the next one.'
const noCards = 'Ask the tutor something first: its questions make the quiz.'
const quizOver = 'This quiz is over.'

/**
 * Starts the quiz of the room's break, from the viewer's own recall cards, and tells the room. Where one is under way
 * already, also one that was started in the same moment, this answers that one.
 * @throws AppError `not-found` for people who are not members; `unverified`; `conflict` outside of breaks, when too little of
 * one is left, and for people without cards.
 */
export async function startQuiz(viewer: Viewer, code: string, now: Date): Promise<QuizView | null> {
  if (!viewer.isVerified) throw new AppError('unverified')
  const room = await getRoomAsMember(viewer, code, now)
  const running = await quizOf(viewer, room, now)
  if (running) return running
  const endsAtMs = breakEndMs(momentOf(room.timer, now.getTime()))
  if (endsAtMs === null) throw new AppError('conflict', notNow)
  const fitting = questionsThatFit(endsAtMs - now.getTime())
  if (fitting === 0) throw new AppError('conflict', tooLate)
  const questions = await questionsFromCards(viewer, fitting, now)
  if (questions.length === 0) throw new AppError('conflict', noCards)
  const started = await transaction((tx) => saveQuiz(tx, viewer, room, { questions, endsAtMs }, now))
  if (started) await publishToRoom(started, 'quiz.changed', {})
  return quizOf(viewer, room, now)
}

/** Null when somebody else was faster. The room's row is held: neither its timer nor its seats change meanwhile. */
async function saveQuiz(
  tx: Tx,
  viewer: Viewer,
  { id: roomId }: Room,
  { questions, endsAtMs }: { questions: QuizQuestion[]; endsAtMs: number },
  now: Date,
): Promise<QuizChannel | null> {
  await lockRow(tx, 'rooms', roomId)
  const place = await readPlace(tx, viewer, roomId)
  if (breakEndMs(momentOf(toTimer(place.timer), now.getTime())) !== endsAtMs) throw new AppError('conflict', notNow)
  const endsAt = new Date(endsAtMs)
  // One of this break stays: it is under way, or shows its scores. Any other is over, and its answers go with it.
  await tx.delete(roomQuizzes).where(and(eq(roomQuizzes.roomId, roomId), ne(roomQuizzes.endsAt, endsAt)))
  const [saved] = await tx
    .insert(roomQuizzes)
    .values({ id: newId(), roomId, startedById: viewer.id, questions, startedAt: now, endsAt })
    .onConflictDoNothing({ target: roomQuizzes.roomId })
    .returning({ id: roomQuizzes.id })
  return saved ? { id: roomId, channelVersion: place.channelVersion } : null
}

/**
 * Where somebody sits, read inside of the transaction: they may have been removed since they were let in.
 * @throws AppError `not-found`
 */
async function readPlace(tx: Tx, viewer: Viewer, roomId: string) {
  const [place] = await tx
    .select({ channelVersion: rooms.channelVersion, timer: roomTimers })
    .from(rooms)
    .innerJoin(roomTimers, eq(roomTimers.roomId, rooms.id))
    .innerJoin(memberships, and(eq(memberships.roomId, rooms.id), eq(memberships.userId, viewer.id), isSeated))
    .where(eq(rooms.id, roomId))
  if (!place) throw new AppError('not-found')
  return place
}

/**
 * Answers a question of the room's quiz while there is time. The first answer counts; the same once more (a retry after a
 * lost reply) changes nothing. Answers the quiz as it is then, and on which channel the others are to be told
 * (`publishAnswered`).
 * @param now when all of the request was here: an answer that is held back until the right one is known comes too late
 * @throws AppError `not-found` for people who are not members; `unverified`; `expired` when the time is up or the quiz over;
 * `conflict` after another answer.
 */
export async function answerQuiz(
  viewer: Viewer,
  input: AnswerQuizInput,
  now: Date,
): Promise<{ quiz: QuizView | null; channel: QuizChannel }> {
  if (!viewer.isVerified) throw new AppError('unverified')
  const room = await getRoomAsMember(viewer, input.code, now)
  const channelVersion = await transaction((tx) => saveAnswer(tx, viewer, room, input, now))
  return { quiz: await quizOf(viewer, room, now), channel: { id: room.id, channelVersion } }
}

async function saveAnswer(
  tx: Tx,
  viewer: Viewer,
  { id: roomId }: Room,
  { quizId, questionIndex, choice }: AnswerQuizInput,
  now: Date,
): Promise<number> {
  const place = await readPlace(tx, viewer, roomId)
  const [quiz] = await tx
    .select()
    .from(roomQuizzes)
    .where(and(eq(roomQuizzes.id, quizId), eq(roomQuizzes.roomId, roomId)))
  refuseLate(quiz, toTimer(place.timer), questionIndex, now)
  const [saved] = await tx
    .insert(roomQuizAnswers)
    .values({ quizId, userId: viewer.id, questionIndex, choice, answeredAt: now })
    .onConflictDoNothing()
    .returning({ choice: roomQuizAnswers.choice })
  if (!saved) await refuseOther(tx, viewer, { quizId, questionIndex, choice })
  return place.channelVersion
}

/** Goes on only while this question may be answered. */
function refuseLate(
  quiz: typeof roomQuizzes.$inferSelect | undefined,
  timer: Room['timer'],
  questionIndex: number,
  now: Date,
): void {
  const endsAtMs = breakEndMs(momentOf(timer, now.getTime()))
  if (!quiz || quiz.endsAt.getTime() !== endsAtMs) throw new AppError('expired', quizOver)
  const count = quiz.questions.length
  const moment = quizMoment({ startedAtMs: quiz.startedAt.getTime(), endsAtMs, count }, now.getTime())
  if (moment.phase === 'question' && moment.index === questionIndex) return
  throw new AppError('expired', 'Time is up for this question.')
}

async function refuseOther(
  tx: Tx,
  viewer: Viewer,
  { quizId, questionIndex, choice }: Omit<AnswerQuizInput, 'code'>,
): Promise<void> {
  const own = and(
    eq(roomQuizAnswers.quizId, quizId),
    eq(roomQuizAnswers.userId, viewer.id),
    eq(roomQuizAnswers.questionIndex, questionIndex),
  )
  const [first] = await tx.select({ choice: roomQuizAnswers.choice }).from(roomQuizAnswers).where(own)
  if (first?.choice !== choice) throw new AppError('conflict', 'Your first answer counts.')
}
