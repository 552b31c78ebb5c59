import 'server-only'
import { and, eq, gt, lt, lte, sql } from 'drizzle-orm'
import { type Reader, type Tx, transaction } from '@/db/client'
import { tutorBudgets, tutorUsage } from '@/db/schema'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { dayMs } from '@/lib/time'
import type { QuotaView } from './views'

/** Questions a day for somebody whose address is not verified yet: accounts cost nothing, answers do. */
const unverifiedQuestions = 5

type Asker = { id: string; isVerified: boolean }

/** The UTC day of an instant, `YYYY-MM-DD`: a quota of money, not a study day. */
export const dayOf = (now: Date): string => now.toISOString().slice(0, 10)

/** When today's quota is over: the next midnight in UTC. */
const resetsAt = (now: Date): Date => new Date((Math.floor(now.getTime() / dayMs) + 1) * dayMs)

const questionsOf = ({ isVerified }: Asker): number => {
  const { dailyQuestions } = env().tutor
  return isVerified ? dailyQuestions : Math.min(unverifiedQuestions, dailyQuestions)
}

/** What was set aside for an answer: settled once it is known what it cost. */
export type Reservation = { userId: string; day: string; tokens: number }

/**
 * Sets a question and its tokens aside, in the caller's transaction. Conditions and counting are one statement each: of fifty
 * at once with one left, one passes.
 * @param tokens what the answer may cost at most
 * @throws AppError `too-many` when the person's questions are used up, `unavailable` when everybody's tokens are
 */
export async function reserveQuestion(tx: Tx, asker: Asker, tokens: number, now: Date): Promise<Reservation> {
  const day = dayOf(now)
  const total = questionsOf(asker)
  const mine =
    total > 0 &&
    (await tx
      .insert(tutorUsage)
      .values({ userId: asker.id, day, questions: 1 })
      .onConflictDoUpdate({
        target: [tutorUsage.userId, tutorUsage.day],
        set: { questions: sql`${tutorUsage.questions} + 1` },
        setWhere: lt(tutorUsage.questions, total),
      })
      .returning({ questions: tutorUsage.questions }))
  if (!mine || mine.length === 0) throw usedUp(asker, now)
  await reserveTokens(tx, day, tokens, now)
  return { userId: asker.id, day, tokens }
}

/**
 * Sets tokens of everybody's daily budget aside.
 * @throws AppError `unavailable` when they are used up
 */
export async function reserveTokens(tx: Tx, day: string, tokens: number, now: Date): Promise<void> {
  const { dailyTokens } = env().tutor
  const ours =
    tokens <= dailyTokens &&
    (await tx
      .insert(tutorBudgets)
      .values({ day, tokens })
      .onConflictDoUpdate({
        target: tutorBudgets.day,
        set: { tokens: sql`${tutorBudgets.tokens} + ${tokens}` },
        setWhere: lte(tutorBudgets.tokens, dailyTokens - tokens),
      })
      .returning({ tokens: tutorBudgets.tokens }))
  if (!ours || ours.length === 0) throw resting(now)
}

const secondsToReset = (now: Date): number => Math.ceil((resetsAt(now).getTime() - now.getTime()) / 1000)

function usedUp(asker: Asker, now: Date): AppError {
  const message = asker.isVerified
    ? 'Those were your questions for today. There are new ones tomorrow.'
    : `Until your email address is verified you have ${questionsOf(asker)} questions a day. Verify it, or come back tomorrow.`
  return new AppError('too-many', message, { retryAfterS: secondsToReset(now) })
}

const resting = (now: Date): AppError =>
  new AppError('unavailable', 'The tutor has answered as much as it may today. It is back tomorrow.', {
    retryAfterS: secondsToReset(now),
  })

/**
 * Puts what an answer cost in the place of what was set aside for it.
 * @param isGivenBack nothing came of it, through no doing of the student: the question does not count
 */
export async function settleQuestion(
  { userId, day, tokens }: Reservation,
  usedTokens: number,
  isGivenBack: boolean,
): Promise<void> {
  await transaction(async (tx) => {
    await settleTokens(tx, { day, tokens }, usedTokens)
    await tx
      .update(tutorUsage)
      .set({
        tokens: sql`${tutorUsage.tokens} + ${usedTokens}`,
        ...(isGivenBack && { questions: sql`${tutorUsage.questions} - 1` }),
      })
      .where(
        and(
          eq(tutorUsage.userId, userId),
          eq(tutorUsage.day, day),
          isGivenBack ? gt(tutorUsage.questions, 0) : undefined,
        ),
      )
  })
}

/** The same for tokens that were set aside by themselves. */
export async function settleTokens(
  tx: Tx,
  { day, tokens }: Pick<Reservation, 'day' | 'tokens'>,
  usedTokens: number,
): Promise<void> {
  await tx
    .update(tutorBudgets)
    .set({ tokens: sql`${tutorBudgets.tokens} + ${usedTokens - tokens}` })
    .where(eq(tutorBudgets.day, day))
}

/** @throws AppError `too-many` when a person's questions of today are used up */
export async function requireQuota(reader: Reader, asker: Asker, now: Date): Promise<void> {
  if ((await getQuota(reader, asker, now)).left === 0) throw usedUp(asker, now)
}

/** Notes tokens that were used for a person without a question of theirs. */
export async function addTokens(person: { id: string }, tokens: number, now: Date): Promise<void> {
  await transaction((tx) =>
    tx
      .insert(tutorUsage)
      .values({ userId: person.id, day: dayOf(now), tokens })
      .onConflictDoUpdate({
        target: [tutorUsage.userId, tutorUsage.day],
        set: { tokens: sql`${tutorUsage.tokens} + ${tokens}` },
      }),
  )
}

/** How much of today's quota is left. */
export async function getQuota(reader: Reader, asker: Asker, now: Date): Promise<QuotaView> {
  const [used] = await reader
    .select({ questions: tutorUsage.questions })
    .from(tutorUsage)
    .where(and(eq(tutorUsage.userId, asker.id), eq(tutorUsage.day, dayOf(now))))
  const total = questionsOf(asker)
  return { total, left: Math.max(0, total - (used?.questions ?? 0)), resetsAt: resetsAt(now).toISOString() }
}

/** Is there anything left of everybody's tokens today? A question is reserved for with more than this. */
export async function hasBudget(reader: Reader, now: Date): Promise<boolean> {
  const [used] = await reader
    .select({ tokens: tutorBudgets.tokens })
    .from(tutorBudgets)
    .where(eq(tutorBudgets.day, dayOf(now)))
  return (used?.tokens ?? 0) < env().tutor.dailyTokens
}
