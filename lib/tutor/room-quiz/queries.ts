import 'server-only'
import { and, eq, exists, not, or, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { isSeated } from '@/db/conditions'
import { avatars, memberships, roomQuizAnswers, roomQuizzes, users } from '@/db/schema'
import { avatarUrlOf } from '@/lib/accounts/avatar-url'
import { isBlockedBetween } from '@/lib/accounts/blocks'
import type { Viewer } from '@/lib/accounts/viewer'
import { getRoomAsMember } from '@/lib/rooms/queries'
import { momentOf } from '@/lib/rooms/timer/rules'
import type { Room } from '@/lib/rooms/views'
import { breakEndMs } from './rules'
import { type QuizAnswer, type QuizView, viewOfQuiz } from './view'

/**
 * The quiz of the room's break as this member may see it; null when there is none, and as soon as the break it began in is
 * over or somebody has moved its end.
 * @throws AppError `not-found` for people who are not members.
 */
export async function getQuiz(viewer: Viewer, code: string, now: Date): Promise<QuizView | null> {
  return quizOf(viewer, await getRoomAsMember(viewer, code, now), now)
}

/** The same for a room that the caller has already been shown. One read, and none outside of breaks. */
export async function quizOf(viewer: Viewer, room: Pick<Room, 'id' | 'timer'>, now: Date): Promise<QuizView | null> {
  const endsAtMs = breakEndMs(momentOf(room.timer, now.getTime()))
  if (endsAtMs === null) return null
  const rows = await readQuiz(viewer.id, room.id, new Date(endsAtMs))
  const [row] = rows
  if (!row) return null
  const quiz = {
    id: row.id,
    startedById: row.startedById,
    questions: rows.find(({ questions }) => questions !== null)?.questions ?? [],
    startedAtMs: row.startedAt.getTime(),
    endsAtMs,
  }
  return viewOfQuiz(quiz, rows.flatMap(answerIn), viewer.id, now.getTime())
}

/** The questions are long: one row brings them, and not each answer once more. */
const questionsOnce = sql<typeof roomQuizzes.$inferSelect.questions | null>`
  case when row_number() over () = 1 then ${roomQuizzes.questions} end`.mapWith(roomQuizzes.questions)

/** A row for each answer, or one without. Of people who sit in the room and stand behind no block from the viewer. */
function readQuiz(viewerId: string, roomId: string, endsAt: Date) {
  const seat = db
    .select({ one: sql`1` })
    .from(memberships)
    .where(and(eq(memberships.roomId, roomId), eq(memberships.userId, roomQuizAnswers.userId), isSeated))
  const isVisible = or(
    eq(roomQuizAnswers.userId, viewerId),
    and(exists(seat), not(isBlockedBetween(viewerId, roomQuizAnswers.userId))),
  )
  return db
    .select({
      id: roomQuizzes.id,
      startedById: roomQuizzes.startedById,
      questions: questionsOnce,
      startedAt: roomQuizzes.startedAt,
      userId: users.id,
      username: users.username,
      avatarDigest: avatars.digest,
      questionIndex: roomQuizAnswers.questionIndex,
      choice: roomQuizAnswers.choice,
    })
    .from(roomQuizzes)
    .leftJoin(roomQuizAnswers, and(eq(roomQuizAnswers.quizId, roomQuizzes.id), isVisible))
    .leftJoin(users, eq(users.id, roomQuizAnswers.userId))
    .leftJoin(avatars, eq(avatars.userId, users.id))
    .where(and(eq(roomQuizzes.roomId, roomId), eq(roomQuizzes.endsAt, endsAt)))
}

type Row = Awaited<ReturnType<typeof readQuiz>>[number]

function answerIn({ userId, username, avatarDigest, questionIndex, choice }: Row): QuizAnswer[] {
  if (userId === null || username === null || questionIndex === null || choice === null) return []
  const person = { id: userId, username, avatarUrl: avatarUrlOf(username, avatarDigest) }
  return [{ person, questionIndex, choice }]
}
