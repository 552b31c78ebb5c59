import 'server-only'
import { and, eq } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { conversations, recallCards } from '@/db/schema'
import { countAll } from '@/db/sql'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { after } from '@/lib/time'
import { recallLimits } from './rules'
import { dueFor, newMemory, schedule } from './schedule'
import type { CardText, DeletedCard, GradeCardInput, RestoreCardInput } from './schemas'
import type { GradedCard } from './views'

const own = (viewer: Viewer, id: string) => and(eq(recallCards.id, id), eq(recallCards.userId, viewer.id))

/**
 * Writes down how well somebody knew a card, and when it comes back. Only if nobody graded it since it was shown
 * (`input.reps`): the same grade sent twice counts once, and of two at the same time the first. Answers how it stands.
 * @throws AppError `not-found` for a card that is not the viewer's.
 */
export async function gradeCard(viewer: Viewer, { id, rating, reps }: GradeCardInput, now: Date): Promise<GradedCard> {
  return transaction(async (tx) => {
    const card = await getCard(tx, viewer, id)
    const next = schedule(card, rating, now)
    const [graded] = await tx
      .update(recallCards)
      .set({ ...next, dueAt: dueFor(viewer, next, now) })
      .where(and(own(viewer, id), eq(recallCards.reps, reps)))
      .returning()
    const { reps: done, dueAt } = graded ?? (await getCard(tx, viewer, id))
    return { id, reps: done, dueAt: dueAt.toISOString() }
  })
}

async function getCard(tx: Tx, viewer: Viewer, id: string) {
  const [card] = await tx.select().from(recallCards).where(own(viewer, id))
  if (!card) throw new AppError('not-found', 'That card is no longer there.')
  return card
}

/** Adds a card of the viewer's own; due at once. @throws AppError `invalid` when there are too many. */
export async function addCard(viewer: Viewer, { question, answer }: CardText, now: Date): Promise<{ id: string }> {
  const id = newId()
  await transaction((tx) =>
    insertCard(tx, { id, userId: viewer.id, question, answer, ...newMemory(now), createdAt: now, updatedAt: now }),
  )
  return { id }
}

async function insertCard(tx: Tx, card: typeof recallCards.$inferInsert): Promise<void> {
  const [existing] = await tx.select({ count: countAll() }).from(recallCards).where(eq(recallCards.userId, card.userId))
  if ((existing?.count ?? 0) >= recallLimits.cards)
    throw new AppError(
      'invalid',
      `You have ${recallLimits.cards} cards, which is all there is room for. Delete some first.`,
    )
  // A card brought back twice is there once.
  await tx.insert(recallCards).values(card).onConflictDoNothing()
}

const changedElsewhere =
  'This card was changed in another tab or on another device meanwhile. Save again to replace that with yours.'

/**
 * Changes the words of a card; when it is due stays as it is. `seen` says which version was on the screen
 * (`recallCards.updatedAt`). New words end the wrong answers that were made for the old ones.
 * @throws AppError `not-found` for a card that is not the viewer's; `conflict` when its words were changed since.
 */
export async function changeCard(
  viewer: Viewer,
  { id, seen, question, answer }: CardText & { id: string; seen: Date | null },
  now: Date,
): Promise<void> {
  await transaction(async (tx) => {
    const card = await getCard(tx, viewer, id)
    if (card.question === question && card.answer === answer) return
    const { updatedAt } = card
    const [changed] = await tx
      .update(recallCards)
      // Two versions never have the same time.
      .set({ question, answer, wrongAnswers: [], updatedAt: now > updatedAt ? now : after(updatedAt, 1) })
      .where(and(own(viewer, id), eq(recallCards.updatedAt, seen ?? new Date(0))))
      .returning({ id: recallCards.id })
    if (!changed) throw new AppError('conflict', changedElsewhere)
  })
}

/**
 * Deletes a card and answers what it was: {@link restoreCard} brings it back.
 * @throws AppError `not-found` for a card that is not the viewer's.
 */
export async function deleteCard(viewer: Viewer, id: string): Promise<DeletedCard> {
  const [card] = await transaction((tx) => tx.delete(recallCards).where(own(viewer, id)).returning())
  if (!card) throw new AppError('not-found', 'That card is no longer there.')
  const { userId: _, updatedAt: __, dueAt, lastReviewAt, createdAt, ...rest } = card
  return {
    ...rest,
    dueAt: dueAt.toISOString(),
    lastReviewAt: lastReviewAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  }
}

/**
 * Undoes {@link deleteCard}: the same card under the same id, as well remembered as it was. Of a conversation that is gone,
 * or was never the viewer's, nothing is kept.
 * @throws AppError `invalid` when there are too many.
 */
export async function restoreCard(viewer: Viewer, input: RestoreCardInput, now: Date): Promise<void> {
  await transaction(async (tx) => {
    const conversationId = await ownConversation(tx, viewer, input.conversationId)
    await insertCard(tx, { ...input, conversationId, userId: viewer.id, updatedAt: now })
  })
}

async function ownConversation(tx: Tx, viewer: Viewer, id: string | null): Promise<string | null> {
  if (id === null) return null
  const [found] = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.id, id), eq(conversations.userId, viewer.id)))
  return found?.id ?? null
}
