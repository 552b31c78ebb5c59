import 'server-only'
import { randomInt } from 'node:crypto'
import { and, desc, eq, ne, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { recallCards } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { type QuizQuestion, questionOf } from './questions'
import { maxQuestions } from './rules'

/** Some of what is read makes no question (two choices alike): a few more are asked for. */
const maxRead = 4 * maxQuestions

/** A fraction that nobody can foresee, who has seen many: the order of the choices is the answer. */
const random = () => randomInt(2 ** 32) / 2 ** 32

/** At most `count` questions from a person's own recall cards: those that are due first, then the newest. */
export async function questionsFromCards(viewer: Viewer, count: number, now: Date): Promise<QuizQuestion[]> {
  const { userId, wrongAnswers, dueAt, createdAt, id } = recallCards
  const isDue = sql`case when ${dueAt} <= ${sql.param(now, dueAt)} then 0 else 1 end`
  const cards = await db
    .select({ question: recallCards.question, answer: recallCards.answer, wrongAnswers })
    .from(recallCards)
    .where(and(eq(userId, viewer.id), ne(wrongAnswers, [])))
    .orderBy(isDue, desc(createdAt), desc(id))
    .limit(maxRead)
  return cards.flatMap((card) => questionOf(card, random) ?? []).slice(0, count)
}
